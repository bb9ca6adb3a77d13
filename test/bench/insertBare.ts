/** What SQLite alone needs for the rows an import wrote: the floor under every import of the same file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDriver from 'better-sqlite3';
import { sql } from 'kysely';
import { databaseFile, openSqlite } from '../../electron/core/base/db/open.ts';
import type { Database } from '../../electron/core/base/db/schema.ts';

/** In an order their references allow. */
const tables = ['department', 'import_batch', 'patient', 'discharge', 'phone'] as const;
const rowsAtOnce = 10_000;

/**
 * Inserts them again into an empty data file with the same tables and indexes: prepared statements, one transaction.
 * Finding the rows again is not counted. ms
 */
export async function insertBare(from: Database): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'followup-bare-'));
  await (await openSqlite(folder)).close();
  const driver = new SqliteDriver(join(folder, databaseFile));
  for (const pragma of [
    'locking_mode = EXCLUSIVE',
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    'cache_size = -262144',
  ])
    driver.pragma(pragma);
  let spent = 0;
  const timed = (work: () => void) => {
    const start = performance.now();
    work();
    spent += performance.now() - start;
  };
  timed(() => driver.exec('begin'));
  for (const table of tables) {
    for (let last = 0; ; ) {
      const { rows } = await sql<Record<string, unknown>>`
        select rowid as "rowid", * from ${sql.table(table)} where rowid > ${last} order by rowid limit ${rowsAtOnce}`.execute(from);
      if (rows.length === 0) break;
      last = Number(rows.at(-1)?.rowid);
      const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'rowid');
      const values = rows.map((row) => columns.map((column) => row[column]));
      const insert = driver.prepare(`insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`);
      timed(() => {
        for (const each of values) insert.run(each);
      });
    }
  }
  timed(() => driver.exec('commit'));
  driver.close();
  rmSync(folder, { recursive: true, force: true });
  return spent;
}
