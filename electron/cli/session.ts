/** Set-up shared by all verbs: the chosen data folder or database, and a workstation that acts as the system. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../../shared/base/contract/errors.ts';
import { systemActor } from '../core/base/context.ts';
import { databaseFile } from '../core/base/db/open.ts';
import { type Client, createWorkstation } from '../core/workstation.ts';
import { openParts, type Place } from '../parts.ts';
import { defaultDataDir } from '../places.ts';
import type { GlobalOptions } from './outcome.ts';
import { fromWhereTyped } from './paths.ts';

/** The place the options and the environment name; a connection string and a key are secrets, so they never stand in argv. */
export function placeOf(options: GlobalOptions): Place {
  return {
    dataDir: options.data ? fromWhereTyped(options.data) : defaultDataDir(),
    postgresUrl: process.env['WORKSTATION_POSTGRES_URL'] || undefined,
    key: keyOfText(process.env['WORKSTATION_KEY']),
  };
}

/**
 * The recovery key as it was written down: 64 hex digits, grouped or not.
 * @throws Refusal BAD_INPUT
 */
function keyOfText(text: string | undefined): Buffer | undefined {
  if (!text) return undefined;
  const digits = text.replace(/[\s-]/g, '');
  if (!/^[0-9a-f]{64}$/i.test(digits)) throw new Refusal('BAD_INPUT', { detail: 'WORKSTATION_KEY 应为 64 位十六进制的恢复密钥' });
  return Buffer.from(digits, 'hex');
}

async function runOn<T>(place: Place, work: (client: Client) => Promise<T>): Promise<T> {
  const workstation = createWorkstation(await openParts(place));
  try {
    return await work(workstation.as({ actor: systemActor }));
  } finally {
    await workstation.close();
  }
}

/** Runs one verb on an opened workstation, as the system user, and closes it whatever happens. */
export function withWorkstation<T>(options: GlobalOptions, work: (client: Client) => Promise<T>): Promise<T> {
  return runOn(placeOf(options), work);
}

/**
 * The same for a verb that asks about what is there: a mistyped folder is refused, never filled with an empty database.
 * @throws Refusal FOLDER_EMPTY
 */
export async function withExisting<T>(options: GlobalOptions, work: (client: Client) => Promise<T>): Promise<T> {
  const place = placeOf(options);
  if (!place.postgresUrl && !existsSync(join(place.dataDir, databaseFile))) throw new Refusal('FOLDER_EMPTY', { path: place.dataDir });
  return runOn(place, work);
}
