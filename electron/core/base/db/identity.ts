/**
 * The identity of a data folder: written in the database and beside it. Foreign data, and an empty database where
 * data once was, are recognised before anything is written.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../../../../shared/base/contract/errors.ts';
import { isBackup } from './backupNames.ts';
import type { Database } from './schema.ts';
import { putWhole } from './wholeFile.ts';

export const identityFile = 'workstation.id';
/** The setting that holds the identity. */
export const identityKey = 'data_id';

/** The state of a database, read before anything is written to it. */
export interface Found {
  readonly tables: readonly string[];
  /** Newest migration; 0 where there is none. */
  readonly version: number;
  /** The identity in the database; null in one made before there were identities. */
  readonly id: string | null;
}

/** Tables that every version of ours has had. */
const signature = ['schema_version', 'setting', 'audit', 'app_user', 'discharge', 'follow_up'];

export const isOurs = (tables: readonly string[]): boolean => signature.every((name) => tables.includes(name));
/** A first start that was cut before its first step leaves the table of steps alone. */
export const isEmpty = (tables: readonly string[]): boolean => tables.every((name) => name === 'schema_version');

function idBeside(folder: string): string | null {
  const file = join(folder, identityFile);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}

/** The folder has held data: it carries an identity, or copies of a data file. */
function hasHistory(folder: string, databaseFile: string): boolean {
  const backups = join(folder, 'backups');
  return (
    idBeside(folder) !== null ||
    readdirSync(folder).some((name) => name.startsWith(`${databaseFile}.before-upgrade-`)) ||
    (existsSync(backups) && readdirSync(backups).some(isBackup))
  );
}

/**
 * Whether what lies in a folder may be opened and written to.
 * @param found null where there is no data file, or one of no bytes
 * @throws Refusal DATA_GONE, DATABASE_FOREIGN, DATABASE_NEWER, DATABASE_OTHER
 */
export function mayOpen(folder: string, databaseFile: string, found: Found | null, newest: number): void {
  if (!found || isEmpty(found.tables)) {
    if (hasHistory(folder, databaseFile)) throw new Refusal('DATA_GONE', { path: folder });
    return;
  }
  if (!isOurs(found.tables)) throw new Refusal('DATABASE_FOREIGN', { path: join(folder, databaseFile) });
  if (found.version > newest) throw new Refusal('DATABASE_NEWER');
  const beside = idBeside(folder);
  if (beside !== null && found.id !== null && beside !== found.id) throw new Refusal('DATABASE_OTHER', { path: folder });
}

/** The identity of a database, given to one that has none yet; `wanted` is the one that its folder carries already. */
async function identityOf(db: Database, wanted: string | null): Promise<string> {
  const id = wanted ?? randomUUID();
  await db
    .insertInto('setting')
    .values({ key: identityKey, value: id })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  const { value } = await db.selectFrom('setting').select('value').where('key', '=', identityKey).executeTakeFirstOrThrow();
  return value;
}

/** Writes the identity of an opened data file beside it, and takes the one that is there. */
export async function settleIdentity(db: Database, folder: string): Promise<void> {
  const beside = idBeside(folder);
  const id = await identityOf(db, beside);
  if (beside === null) putWhole(join(folder, identityFile), `${id}\n`);
}

export const identityQuery = `select value from setting where key = '${identityKey}'`;
