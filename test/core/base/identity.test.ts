/** Tests that a foreign or emptied data folder is refused and not changed by a byte. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDriver from 'better-sqlite3';
import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { databaseFile, openPostgres, openSqlite } from '../../../electron/core/base/db/open.ts';
import { openParts } from '../../../electron/parts.ts';

let folder: string;
const key = Buffer.alloc(32, 7);
const at = (...names: string[]) => join(folder, ...names);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'followup-identity-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Every file of the folder with its bytes. */
function everything(): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    names
      .filter((one) => one.isFile())
      .map((one) => [join(one.parentPath, one.name), readFileSync(join(one.parentPath, one.name), 'base64')]),
  );
}

/** Opening is refused by this code, and leaves the folder as it was. */
async function refused(code: string, words: string, withKey?: Buffer): Promise<void> {
  const before = everything();
  await expect(openSqlite(folder, withKey)).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
  expect(everything()).toEqual(before);
}

async function filled(withKey?: Buffer): Promise<void> {
  const store = await openSqlite(folder, withKey);
  await store.db.insertInto('setting').values({ key: 'hospital', value: '市第一人民医院' }).execute();
  await store.close();
}

/** Another program's file, as it lies there while that program was cut off: with a log of its own beside. */
function foreignFile(): void {
  const driver = new SqliteDriver(at('theirs.db'));
  driver.pragma('journal_mode = WAL');
  driver.exec('create table setting (key text, value text); create table visit (id integer); insert into visit values (1)');
  copyFileSync(at('theirs.db'), at(databaseFile));
  copyFileSync(at('theirs.db-wal'), at(`${databaseFile}-wal`));
  driver.close();
}

describe('a data folder', () => {
  it('carries an identity, in the database and beside it, and keeps it', async () => {
    await filled();
    const beside = readFileSync(at('workstation.id'), 'utf8').trim();
    const store = await openSqlite(folder);
    const { value } = await store.db.selectFrom('setting').select('value').where('key', '=', 'data_id').executeTakeFirstOrThrow();
    await store.close();
    expect(value).toBe(beside);
    expect(beside).toMatch(/^[\da-f-]{36}$/);
  });

  it('made before there were identities opens with its data, and gets one', async () => {
    await filled();
    rmSync(at('workstation.id'));
    const driver = new SqliteDriver(at(databaseFile));
    driver.exec("delete from setting where key = 'data_id'");
    driver.close();
    const store = await openSqlite(folder);
    expect(await store.db.selectFrom('setting').select('value').where('key', '=', 'hospital').executeTakeFirst()).toEqual({
      value: '市第一人民医院',
    });
    await store.close();
    expect(existsSync(at('workstation.id'))).toBe(true);
  });

  it('whose program was cut off opens with what its log holds', async () => {
    const store = await openSqlite(folder);
    await store.db.insertInto('setting').values({ key: 'hospital', value: '市第一人民医院' }).execute();
    const cut = mkdtempSync(join(tmpdir(), 'followup-cut-'));
    for (const name of readdirSync(folder)) copyFileSync(at(name), join(cut, name));
    await store.close();
    const again = await openSqlite(cut);
    expect(await again.db.selectFrom('setting').select('value').where('key', '=', 'hospital').executeTakeFirst()).toBeDefined();
    await again.close();
    rmSync(cut, { recursive: true });
  });

  it('with another program’s SQLite file is refused, its log untouched', async () => {
    foreignFile();
    await refused('DATABASE_FOREIGN', databaseFile);
  });

  it('with a file that is no database, or is encrypted with another key, or not at all, is refused', async () => {
    writeFileSync(at(databaseFile), '这是一份旧的登记表，不是数据库。'.repeat(100));
    await refused('DATABASE_FOREIGN', databaseFile);
    rmSync(at(databaseFile));
    await filled(key);
    await refused('DATABASE_FOREIGN', '密钥不对', Buffer.alloc(32, 8));
    await refused('DATABASE_FOREIGN', '密钥不对');
    rmSync(at(databaseFile));
    rmSync(at('workstation.id'));
    await filled();
    await refused('DATABASE_FOREIGN', '密钥不对', key);
  });

  it('of a newer program is refused, not a byte changed', async () => {
    const store = await openSqlite(folder);
    await sql`insert into schema_version values (999)`.execute(store.db);
    await store.close();
    await refused('DATABASE_NEWER', '更新版本');
  });

  it.each(['gone', 'emptied', 'a database without tables'])(
    'whose data file is %s is refused while it carries an identity or backups',
    async (how) => {
      await filled();
      rmSync(at(databaseFile));
      if (how === 'emptied') writeFileSync(at(databaseFile), '');
      if (how === 'a database without tables') {
        const driver = new SqliteDriver(at(databaseFile));
        driver.exec('create table t (id integer); drop table t');
        driver.close();
      }
      await refused('DATA_GONE', 'backups');
      rmSync(at('workstation.id'));
      mkdirSync(at('backups'));
      writeFileSync(at('backups', 'followup-20261110-100000.db'), 'x');
      await refused('DATA_GONE', 'backups');
      rmSync(at('backups'), { recursive: true });
      writeFileSync(at(`${databaseFile}.before-upgrade-1`), 'x');
      await refused('DATA_GONE', 'backups');
      rmSync(at(`${databaseFile}.before-upgrade-1`));
      // Nothing tells of data: a first start that was cut off.
      await (await openSqlite(folder)).close();
    },
  );

  it('with the data of another one is refused; a backup of its own opens', async () => {
    await filled();
    const other = mkdtempSync(join(tmpdir(), 'followup-other-'));
    const theirs = await openSqlite(other);
    await theirs.copyTo?.(join(other, 'copy.db'));
    await theirs.close();
    const own = await openSqlite(folder);
    await own.copyTo?.(at('own.db'));
    await own.close();
    copyFileSync(join(other, 'copy.db'), at(databaseFile));
    await refused('DATABASE_OTHER', 'workstation.id');
    copyFileSync(at('own.db'), at(databaseFile));
    await (await openSqlite(folder)).close();
    rmSync(other, { recursive: true });
  });
});

it('a PostgreSQL database with the tables of another program is refused and gets none of ours', async () => {
  const server = inject('postgresUrl');
  const name = `foreign_${process.pid}_${Date.now()}`;
  const ask = async (database: string, text: string) => {
    const client = new pg.Client({ connectionString: `${server}${database}` });
    await client.connect();
    try {
      return (await client.query(text)).rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  };
  await ask('postgres', `create database ${name}`);
  await ask(name, 'create table visit (id integer); create table schema_version (version integer)');
  await expect(openPostgres(`${server}${name}`)).rejects.toMatchObject({
    code: 'POSTGRES_FOREIGN',
    message: expect.stringContaining('visit'),
  });
  const tables = await ask(name, "select tablename from pg_tables where schemaname = 'public' order by 1");
  expect(tables).toEqual([{ tablename: 'schema_version' }, { tablename: 'visit' }]);
});

it('copies that a kill cut short are swept at the next start; no other file is', async () => {
  await filled();
  mkdirSync(at('backups'));
  const cut = ['followup-20261110-100000.db.part', 'followup-20261110-100000.db.part-journal', 'followup-20261109-100000-2.db.part'];
  const kept = [
    'followup-20261108-100000.db',
    '别的.db.part',
    'followup-20261110-100000.part',
    'photo.part',
    'followup-20261110-100000.db.part.txt',
  ];
  for (const name of [...cut, ...kept]) writeFileSync(at('backups', name), 'x');
  writeFileSync(at(`${databaseFile}.before-upgrade-17.part`), 'x');
  writeFileSync(at(`${databaseFile}.before-upgrade-16`), 'x');
  await (await openParts({ dataDir: folder })).store.close();
  expect(readdirSync(at('backups')).sort()).toEqual(kept.sort());
  expect(readdirSync(folder).filter((name) => name.includes('before-upgrade'))).toEqual([`${databaseFile}.before-upgrade-16`]);
});
