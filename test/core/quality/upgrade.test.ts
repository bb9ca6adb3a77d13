/** Tests the upgrade of a data folder from before quality control: nothing is lost, and its interviews can be reviewed. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDriver from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { house } from '../../../electron/core/base/db/migrations/0001_house.ts';
import { databaseFile, openSqlite } from '../../../electron/core/base/db/open.ts';
import type { Schema } from '../../../electron/core/base/db/schema.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'followup-upgrade-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The file as the first release left it. */
async function firstRelease(): Promise<void> {
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: new SqliteDriver(join(folder, databaseFile)) }) });
  await sql`create table schema_version (version integer primary key)`.execute(db);
  await db.transaction().execute(async (tx) => {
    for (const change of house) await change(tx as never);
  });
  await sql`insert into schema_version values (1)`.execute(db);
  await db.insertInto('setting').values({ key: 'hospital', value: '市第一人民医院' }).execute();
  await db.insertInto('department').values({ id: 'd', name: '骨科', kind: 'clinical', sensitive: 0, active: 1 }).execute();
  await db.destroy();
}

it('a folder of the first release opens with its data, a copy of it beside', async () => {
  await firstRelease();
  const store = await openSqlite(folder);
  expect(await store.db.selectFrom('department').select('name').execute()).toEqual([{ name: '骨科' }]);
  for (const table of ['review_draw', 'review', 'review_event', 'correction'] as const)
    expect(await store.db.selectFrom(table).selectAll().execute()).toEqual([]);
  expect(await store.integrity()).toBeNull();
  await store.close();
  const copies = readdirSync(folder).filter((name) => name.includes('before-upgrade'));
  expect(copies).toHaveLength(1);
  if (process.platform !== 'win32') expect(statSync(join(folder, copies[0] ?? '')).mode & 0o777).toBe(0o600);
});
