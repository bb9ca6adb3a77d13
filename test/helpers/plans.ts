/** Records the statements of a piece of work and their query plans. */
import { CompiledQuery, type KyselyPlugin } from 'kysely';
import type { Context } from '../../electron/core/base/context.ts';
import type { Db } from '../../electron/core/base/db/schema.ts';

/** The statements of `work`, in their order. */
export async function queriesOf(ctx: Context, work: (watched: Context) => Promise<unknown>): Promise<CompiledQuery[]> {
  const asked: CompiledQuery[] = [];
  const watch: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      asked.push(ctx.db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  await work({ ...ctx, db: ctx.db.withPlugin(watch) as Db });
  return asked;
}

/** The steps of a statement's plan, in the database's own words. */
export async function planOf(ctx: Context, kind: 'sqlite' | 'postgres', query: CompiledQuery): Promise<string[]> {
  const explain = kind === 'sqlite' ? 'explain query plan ' : 'explain ';
  const { rows } = await ctx.db.executeQuery<Record<string, unknown>>(CompiledQuery.raw(explain + query.sql, [...query.parameters]));
  return rows.map((row) => String(row['detail'] ?? row['QUERY PLAN']));
}
