/** The real parts of a run: database, system clock, time-ordered ids, fresh seeds, log on stderr. */

import { randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { Parts } from './core/base/context.ts';
import { openPostgres, openSqlite } from './core/base/db/open.ts';
import { sweepCutBackups } from './core/upkeep/index.ts';
import { buildDemo } from './demo/buildDemo.ts';
import { folderAbove } from './places.ts';

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

/** @throws Refusal as `openSqlite` and `openPostgres` */
export async function openParts(place: Place): Promise<Parts> {
  const clock = place.clock ?? (() => new Date());
  const ulid = monotonicFactory();
  const store = place.postgresUrl ? await openPostgres(place.postgresUrl) : await openSqlite(place.dataDir, place.key);
  if (store.kind === 'sqlite') await sweepCutBackups(place.dataDir);
  return {
    store,
    dataDir: place.dataDir,
    resourcesDir: place.resourcesDir ?? folderAbove('resources'),
    clock,
    newId: () => ulid(clock().getTime()),
    newSeed: () => randomBytes(8).toString('hex'),
    log: (line) => process.stderr.write(`${clock().toISOString()} ${line}\n`),
    buildDemo,
    keychainKey: place.key,
  };
}
