/**
 * Discharges whose outcome or mode of discharge may mean death: excluded from every frame until somebody has checked
 * them.
 */
import { type SqlBool, sql } from 'kysely';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { rowsAt } from './list.ts';

/** As the index says it: a parameter in its place would keep SQLite from using that. */
export const doubtful = (db: Db) => db.selectFrom('discharge').where(sql<SqlBool>`death_doubt <> ''`).where('death_looked_at', 'is', null);

export async function deathDoubts(
  { db }: Context,
  { offset, limit }: Input<'discharges', 'deathDoubts'>,
): Promise<Output<'discharges', 'deathDoubts'>> {
  const { total } = await doubtful(db)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const places = await doubtful(db)
    .select(['id', 'month', 'discharge_date', 'death_doubt'])
    .orderBy('discharge_date', 'desc')
    .orderBy('id', 'desc')
    .offset(offset)
    .limit(limit)
    .execute();
  const words = new Map(places.map((place) => [place.id, place.death_doubt]));
  return { total: Number(total), rows: (await rowsAt(db, places)).map((row) => ({ ...row, word: words.get(row.id) ?? '' })) };
}

/**
 * What somebody found. Died: the outcome becomes 死亡 and keeps the patient from being called; alive: the stay is drawn as any other.
 * @throws Refusal NOT_FOUND where there is no doubt, or somebody has looked before
 */
export async function settleDeathDoubt(ctx: Context, { id, died, note }: Input<'discharges', 'settleDeathDoubt'>): Promise<{ ok: true }> {
  const row = await doubtful(ctx.db).select('id').where('id', '=', id).executeTakeFirst();
  if (!row) throw new Refusal('NOT_FOUND', { what: '待核对的记录' });
  await ctx.db
    .updateTable('discharge')
    .set({ death_looked_at: ctx.now, updated_at: ctx.now, ...(died ? { outcome: 'died' as const } : {}) })
    .where('id', '=', id)
    .execute();
  ctx.audit('discharges.settleDeathDoubt', id, { died, note });
  ctx.changed('discharges');
  return { ok: true };
}
