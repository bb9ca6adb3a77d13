/** Opens the database. This is the only file that imports the drivers. */
import { accessSync, constants, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDriver from 'better-sqlite3';
import {
  type DatabaseConnection,
  Kysely,
  SqliteDriver as KyselyDriver,
  PostgresDialect,
  SqliteDialect,
  type SqliteStatement,
  sql,
} from 'kysely';
import pg from 'pg';
import { Refusal } from '../../../../shared/base/contract/errors.ts';
import { closeToOthers, makeFile, makeFolder, privateFile } from '../privateFiles.ts';
import { refusalOf } from './errors.ts';
import { type Found, identityQuery, isEmpty, isOurs, mayOpen, settleIdentity } from './identity.ts';
import { migrate, newestVersion } from './migrate.ts';
import type { Database, Schema } from './schema.ts';
import { unfinished } from './wholeFile.ts';

export interface Store {
  readonly kind: 'sqlite' | 'postgres';
  readonly db: Database;
  /** Checks the database's own structure; null when sound, else the first complaint. */
  integrity(): Promise<string | null>;
  /** Writes a consistent copy while in use (SQLite only; PostgreSQL is backed up with its own tools). */
  copyTo?: (file: string) => Promise<void>;
  /** Opens such a copy read-only with the same key, checks it and counts what it holds (SQLite only). */
  inspectCopy?: (file: string) => CopyContents;
  close(): Promise<void>;
}

export interface CopyContents {
  /** First complaint about its structure; null when sound. */
  readonly complaint: string | null;
  readonly discharges: number;
  readonly interviews: number;
}

export const databaseFile = 'workstation.db';

/** Prepared statements by text, so that a repeated query is not parsed again. */
function withStatementCache(driver: SqliteDriver.Database) {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => driver.close(),
    prepare(text: string): SqliteStatement {
      const known = prepared.get(text);
      if (known) return known;
      const statement = driver.prepare(text) as unknown as SqliteStatement;
      if (prepared.size > 500) prepared.clear();
      prepared.set(text, statement);
      return statement;
    },
  };
}

/** A full disk ends the transaction in SQLite by itself; to roll back what is no more would fail, and hide the reason. */
class FileDriver extends KyselyDriver {
  readonly #file: SqliteDriver.Database;

  constructor(file: SqliteDriver.Database) {
    super({ database: withStatementCache(file) });
    this.#file = file;
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#file.inTransaction) await super.rollbackTransaction(connection);
  }
}

class FileDialect extends SqliteDialect {
  readonly #file: SqliteDriver.Database;

  constructor(file: SqliteDriver.Database) {
    super({ database: file });
    this.#file = file;
  }

  override createDriver(): FileDriver {
    return new FileDriver(this.#file);
  }
}

function unlock(driver: SqliteDriver.Database, key: Buffer | undefined): void {
  if (!key) return;
  driver.pragma("cipher='chacha20'");
  driver.key(key);
}

/**
 * What a data file holds, read without changing a byte of it; null where it is missing or has none. What SQLite needs beside
 * a file to read its log is taken away again.
 */
function lookInto(path: string, key: Buffer | undefined): Found | null {
  if (!existsSync(path) || statSync(path).size === 0) return null;
  const beside = ['-wal', '-shm'].map((ending) => path + ending).filter((file) => !existsSync(file));
  const driver = new SqliteDriver(path, { readonly: true, fileMustExist: true, timeout: 200 });
  try {
    unlock(driver, key);
    const one = (text: string) => driver.prepare(text).pluck();
    const tables = one("select name from sqlite_master where type = 'table' and name not like 'sqlite%'").all() as string[];
    const ours = isOurs(tables);
    return {
      tables,
      version: ours ? Number(one('select max(version) from schema_version').get() ?? 0) : 0,
      id: ours ? ((one(identityQuery).get() as string | undefined) ?? null) : null,
    };
  } finally {
    driver.close();
    for (const file of beside) rmSync(file, { force: true });
  }
}

function openDriver(path: string, key: Buffer | undefined): SqliteDriver.Database {
  const driver = new SqliteDriver(path, { timeout: 200 });
  try {
    unlock(driver, key);
    // Held until close: a second program on the same file is refused, and a crash releases it.
    driver.pragma('locking_mode = EXCLUSIVE');
    driver.pragma('journal_mode = WAL');
    driver.pragma('synchronous = FULL');
    driver.pragma('foreign_keys = ON');
    driver.pragma('cache_size = -262144');
    // What SQLite sorts or keeps for taking a statement back would otherwise lie in temporary files, not encrypted.
    driver.pragma('temp_store = MEMORY');
    driver.exec('BEGIN IMMEDIATE; COMMIT');
    return driver;
  } catch (error) {
    driver.close();
    throw error;
  }
}

/** First complaint of a data file about its pages, indexes and references; null when sound. */
function complaintOf(driver: SqliteDriver.Database): string | null {
  const rows = driver.pragma('integrity_check') as { integrity_check: string }[];
  const keys = driver.pragma('foreign_key_check') as unknown[];
  const first = rows[0]?.integrity_check ?? 'no answer';
  if (first !== 'ok') return first;
  return keys.length > 0 ? `${keys.length} foreign key violations` : null;
}

function inspectCopy(file: string, key: Buffer | undefined): CopyContents {
  const driver = new SqliteDriver(file, { readonly: true, fileMustExist: true });
  try {
    unlock(driver, key);
    const count = (table: string) => Number(driver.prepare(`select count(*) from ${table}`).pluck().get());
    return { complaint: complaintOf(driver), discharges: count('discharge'), interviews: count('interview') };
  } finally {
    driver.close();
  }
}

/**
 * Opens (or creates) the data file in a folder and brings it to the newest schema.
 * @param key 32 bytes where the file is encrypted.
 * @throws Refusal FOLDER_IN_USE, FOLDER_READ_ONLY, DATABASE_FOREIGN, DATABASE_OTHER, DATABASE_NEWER, DATABASE_DAMAGED, DATA_GONE
 */
export async function openSqlite(folder: string, key?: Buffer): Promise<Store> {
  const path = join(folder, databaseFile);
  let driver: SqliteDriver.Database;
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
    mayOpen(folder, databaseFile, lookInto(path, key), newestVersion);
    // Before SQLite makes it: the files beside it take over its rights.
    makeFile(path);
    for (const ending of ['-wal', '-shm']) closeToOthers(path + ending, privateFile);
    driver = openDriver(path, key);
  } catch (error) {
    const refusal = refusalOf(error, folder, path);
    if (refusal?.code === 'DATABASE_BUSY') throw new Refusal('FOLDER_IN_USE', { path: folder });
    throw refusal ?? error;
  }
  const db = new Kysely<Schema>({ dialect: new FileDialect(driver) });
  const copyTo = async (file: string) => {
    makeFile(file);
    await sql`vacuum into ${file}`.execute(db);
  };
  try {
    await migrate(db, async () => {
      const copy = join(folder, `${databaseFile}.before-upgrade-${Date.now()}`);
      await copyTo(unfinished(copy));
      renameSync(unfinished(copy), copy);
    });
    await settleIdentity(db, folder);
  } catch (error) {
    await db.destroy();
    throw refusalOf(error, path) ?? error;
  }
  return {
    kind: 'sqlite',
    db,
    copyTo,
    inspectCopy: (file) => inspectCopy(file, key),
    integrity: async () => complaintOf(driver),
    close: () => db.destroy(),
  };
}

const int8 = 20;
const numeric = 1700;

/** @throws Refusal POSTGRES_FOREIGN where the tables of another program lie there */
async function refuseForeign(db: Database): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
    where c.relkind in ('r', 'p') and c.relnamespace = current_schema()::regnamespace order by 1`.execute(db);
  const tables = rows.map(({ name }) => name);
  if (!isEmpty(tables) && !isOurs(tables)) throw new Refusal('POSTGRES_FOREIGN', { tables: tables.slice(0, 3).join('、') });
}

/** Opens a PostgreSQL database by its connection string and brings it to the newest schema. */
export async function openPostgres(connectionString: string): Promise<Store> {
  const types = {
    getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
      oid === int8 || oid === numeric ? Number : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
  };
  const pool = new pg.Pool({ connectionString, max: 8, types });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  // Nor may one that breaks in a transaction: the pool takes its own listener off while the connection is lent, and the
  // statement that runs on it fails anyway.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  try {
    await refuseForeign(db);
    await migrate(db, async () => undefined);
  } catch (error) {
    await db.destroy();
    throw refusalOf(error) ?? error;
  }
  return {
    kind: 'postgres',
    db,
    async integrity() {
      await sql`select 1`.execute(db);
      return null;
    },
    close: () => db.destroy(),
  };
}
