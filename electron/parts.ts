/** The real parts of a run: the database, the real clock, time-ordered ids, fresh seeds, the log on stderr. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { monotonicFactory } from 'ulid';
import type { Parts } from './core/context.ts';
import { openPostgres, openSqlite } from './core/db/open.ts';

/** Where the data is, and what a test may choose instead of the real thing. */
export interface Place {
  readonly dataDir: string;
  /** PostgreSQL instead of the data file; uploads and backups stay in `dataDir`. */
  readonly postgresUrl?: string | undefined;
  /** 32 bytes where the data file is encrypted. */
  readonly key?: Buffer | undefined;
  readonly resourcesDir?: string | undefined;
  readonly clock?: (() => Date) | undefined;
}

/** The user's application data folder of this system. */
export function defaultDataDir(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  const name = 'discharge-follow-up';
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), name);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  return join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), name);
}

/** The nearest folder of that name above this file: the repository's when run from source or from dist. */
export function folderAbove(name: string): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return join(folder, name);
    if (folder === dirname(folder)) return join(start, name);
  }
}

/** @throws Refusal FOLDER_IN_USE, FOLDER_READ_ONLY, DATABASE_FOREIGN, DATABASE_NEWER, DATABASE_DAMAGED, DATABASE_BUSY */
export async function openParts(place: Place): Promise<Parts> {
  const clock = place.clock ?? (() => new Date());
  const ulid = monotonicFactory();
  return {
    store: place.postgresUrl ? await openPostgres(place.postgresUrl) : await openSqlite(place.dataDir, place.key),
    dataDir: place.dataDir,
    resourcesDir: place.resourcesDir ?? folderAbove('resources'),
    clock,
    newId: () => ulid(clock().getTime()),
    newSeed: () => randomBytes(8).toString('hex'),
    log: (line) => process.stderr.write(`${clock().toISOString()} ${line}\n`),
  };
}
