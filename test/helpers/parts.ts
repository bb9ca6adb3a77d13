/** The parts of a test's workstation, and transactions on it that bypass its entry. */

import { type Actor, type Context, type Parts, systemActor } from '../../electron/core/base/context.ts';
import type { Store } from '../../electron/core/base/db/open.ts';
import { buildDemo } from '../../electron/demo/buildDemo.ts';

export const resourcesDir = new URL('../../resources', import.meta.url).pathname;

/** Parts of a measurement: the clock stands still, ids rise from `firstId` on. */
export function stillParts(store: Store, dataDir: string, firstId = 'b'): Parts {
  let next = 0;
  return {
    store,
    dataDir,
    resourcesDir,
    clock: () => new Date('2026-11-10T02:00:00.000Z'),
    newId: () => firstId + String(++next).padStart(18, '0'),
    newSeed: () => '0'.repeat(16),
    log: (line) => console.error(line),
    buildDemo,
  };
}

export type Transact = <T>(work: (ctx: Context) => Promise<T>, actor?: Actor) => Promise<T>;

/** Runs a core function in a transaction of its own; nothing is audited, no screen is told. */
export const transactionOn =
  (parts: Parts): Transact =>
  (work, actor = systemActor) =>
    parts.store.db.transaction().execute((db) =>
      work({
        db,
        actor,
        token: '',
        now: parts.clock().toISOString(),
        newId: parts.newId,
        newSeed: parts.newSeed,
        parts,
        audit: () => undefined,
        changed: () => undefined,
      }),
    );
