/** Drops secondary indexes while many rows are inserted, and builds them again. */
import { setImmediate } from 'node:timers/promises';
import { CompiledQuery, PostgresAdapter, sql } from 'kysely';
import type { Db, Schema } from './schema.ts';

/**
 * Drops the secondary indexes of the tables, lets `insert` work, and builds them again as they were: sorting all rows
 * once costs a quarter of finding the place of every row in every index (measured, 100,000 discharges). Worth it where
 * the rows to come are many against those there are. All of it belongs to the caller's transaction: a failure or a
 * crash leaves the file with its indexes. Keys of `unique` indexes are checked when they are built.
 *
 * On PostgreSQL `insert` alone: there, readers of the tables would have to wait until the end.
 * @param built told the share of the indexes built again, 0–1
 */
export async function withoutIndexes(
  db: Db,
  tables: readonly (keyof Schema & string)[],
  insert: () => Promise<void>,
  built: (done: number) => void = () => undefined,
): Promise<void> {
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    await insert();
    return built(1);
  }
  const { rows: indexes } = await sql<{ name: string; sql: string }>`
    select name, sql from sqlite_master
    where type = 'index' and sql is not null and tbl_name in (${sql.join(tables)}) order by rowid`.execute(db);
  for (const { name } of indexes) await db.executeQuery(CompiledQuery.raw(`drop index "${name}"`));
  await insert();
  for (const [place, index] of indexes.entries()) {
    await db.executeQuery(CompiledQuery.raw(index.sql));
    built((place + 1) / indexes.length);
    await setImmediate();
  }
}
