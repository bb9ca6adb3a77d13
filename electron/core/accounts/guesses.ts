/**
 * Counts failed sign-ins by log-in, known or not, and by client machine. Both kinds of key share one table, so that
 * no answer tells whether a log-in exists.
 */
import { createHash } from 'node:crypto';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { civilTimeOf } from '../../../shared/base/rules/time.ts';
import type { Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';

const failuresAllowed = 5;
const lockMinutes = 15;
/** Failures that one machine may make without a wait, because users mistype and several may share a machine. */
const freeFailures = 10;
const longestWaitSeconds = 60;

const minute = 60_000;
const after = (now: string, ms: number) => new Date(Date.parse(now) + ms).toISOString();

/** The typed log-in may be a password in the wrong box, so only its hash is stored. */
const keyOfLogin = (login: string) => `login ${createHash('sha256').update(login).digest('hex')}`;
const keyOfAddress = (address: string) => `address ${address}`;

/** Counted by the database, which holds the row until the commit: guesses made at the same moment are each counted. */
async function countOne(db: Db, key: string, now: string): Promise<{ readonly failures: number; readonly barred: string | null }> {
  await db
    .deleteFrom('failed_sign_in')
    .where('last_at', '<', after(now, -lockMinutes * minute))
    .execute();
  const { failures, barred_until } = await db
    .insertInto('failed_sign_in')
    .values({ key, failures: 1, barred_until: null, last_at: now })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => ({ failures: eb('failed_sign_in.failures', '+', 1), last_at: now })),
    )
    .returning(['failures', 'barred_until'])
    .executeTakeFirstOrThrow();
  return { failures, barred: stillAt(barred_until, now) };
}

const stillAt = (until: string | null | undefined, now: string): string | null => (until && until > now ? until : null);

const locked = (until: string) => new Refusal('ACCOUNT_LOCKED', { until: civilTimeOf(until) });

/** @throws Refusal ACCOUNT_LOCKED where this log-in may not be tried now */
export async function mayTry({ db, now }: Context, login: string): Promise<void> {
  const row = await db.selectFrom('failed_sign_in').select('barred_until').where('key', '=', keyOfLogin(login)).executeTakeFirst();
  const until = stillAt(row?.barred_until, now);
  if (until) throw locked(until);
}

/**
 * Lets a machine try once more; a refusal undoes its count. The try counts until it turns out right, so that many at once are no way round; from the
 * eleventh failure on each costs twice the wait of the one before.
 * @throws Refusal GUESSING_TOO_FAST
 */
export async function takeTurn({ db, now }: Context, address: string): Promise<void> {
  if (!address) return;
  const key = keyOfAddress(address);
  const { failures, barred } = await countOne(db, key, now);
  if (barred) throw new Refusal('GUESSING_TOO_FAST', { seconds: Math.ceil((Date.parse(barred) - Date.parse(now)) / 1000) });
  if (failures <= freeFailures) return;
  const wait = Math.min(2 ** (failures - freeFailures - 1), longestWaitSeconds);
  await db
    .updateTable('failed_sign_in')
    .set({ barred_until: after(now, wait * 1000) })
    .where('key', '=', key)
    .execute();
}

/** The try was right: it takes back its own count, and leaves those of others at the same machine. */
export async function giveTurnBack(db: Db, address: string): Promise<void> {
  if (!address) return;
  await db
    .updateTable('failed_sign_in')
    .set((eb) => ({ failures: eb('failures', '-', 1) }))
    .where('key', '=', keyOfAddress(address))
    .where('failures', '>', 0)
    .execute();
}

/** Counts a wrong password for a log-in; five lock it for 15 minutes. Answers with the refusal. */
export async function countFailure(tx: Context, login: string, userId: string, address: string): Promise<Refusal> {
  const key = keyOfLogin(login);
  const { failures, barred } = await countOne(tx.db, key, tx.now);
  if (barred) return locked(barred);
  const left = failuresAllowed - failures;
  if (left > 0) {
    tx.audit('accounts.signInFailed', userId, { address });
    return new Refusal('WRONG_PASSWORD', { left });
  }
  const end = after(tx.now, lockMinutes * minute);
  await tx.db.updateTable('failed_sign_in').set({ failures: 0, barred_until: end }).where('key', '=', key).execute();
  tx.audit('accounts.locked', userId, { address });
  return locked(end);
}

/** A right password, a new one or an unlocking: nothing stands against the log-in. */
export async function forgetFailures(db: Db, login: string): Promise<void> {
  await db.deleteFrom('failed_sign_in').where('key', '=', keyOfLogin(login)).execute();
}

/** The machines too: who unlocks on the spot knows what was going on. */
export async function forgetMachines(db: Db): Promise<void> {
  await db.deleteFrom('failed_sign_in').where('key', 'like', 'address %').execute();
}
