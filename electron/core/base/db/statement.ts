/** Hand-written SQL statements for the few paths where the query builder costs more than the database. */
import { CompiledQuery, type DialectAdapter, PostgresAdapter } from 'kysely';
import type { Db } from './schema.ts';

/**
 * A statement with `?` for each value (never inside a literal); the same text runs on both databases. Values and row types are
 * not checked against the text, so name every column.
 */
export function statement<Row>(text: string): (db: Db, values: readonly unknown[]) => Promise<readonly Row[]> {
  let position = 0;
  const numbered = text.replace(/\?/g, () => `$${++position}`);
  const isPostgres = (adapter: DialectAdapter) => adapter instanceof PostgresAdapter;
  return async (db, values) => {
    const query = CompiledQuery.raw(isPostgres(db.getExecutor().adapter) ? numbered : text, [...values]);
    return (await db.executeQuery<Row>(query)).rows;
  };
}
