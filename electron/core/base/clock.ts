/**
 * Detects a system clock that was set back, by the newest instant on record, before a wrong time is written. Reads
 * continue; writes wait until the clock is right again, or until the admin confirms that the record was wrong.
 */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { civilDateOf, civilTimeOf } from '../../../shared/base/rules/time.ts';
import type { Db } from './db/schema.ts';

const newestKey = 'newest_instant';
const hour = 3_600_000;
/** Corrections by minutes, and a time zone set right, are no wrong date. */
const tolerated = 12 * hour;

/** Procedures that must work whatever the clock says: to get in, to look, to save the data, and to confirm. */
const atAnyTime = new Set([
  'accounts.signIn',
  'accounts.signOut',
  'accounts.unlock',
  'upkeep.changes',
  'upkeep.verify',
  'upkeep.backup',
  'upkeep.confirmClock',
]);

export const waitsForClock = (path: readonly string[]): boolean => !atAnyTime.has(path.join('.'));

/** Keeps the newest instant that anything was logged with. */
export async function noteInstant(db: Db, at: string): Promise<void> {
  await db
    .insertInto('setting')
    .values({ key: newestKey, value: at })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: at }).where('setting.value', '<', at))
    .execute();
}

/** The newest instant on record; data of before it was kept has it in the log. */
async function newestInstant(db: Db): Promise<string | null> {
  const kept = await db.selectFrom('setting').select('value').where('key', '=', newestKey).executeTakeFirst();
  if (kept) return kept.value;
  const logged = await db
    .selectFrom('audit')
    .select((eb) => eb.fn.max('at').as('at'))
    .executeTakeFirst();
  return logged?.at ?? null;
}

export interface ClockStanding {
  readonly behind: boolean;
  readonly newest: string | null;
}

export async function clockStanding(db: Db, now: string): Promise<ClockStanding> {
  const newest = await newestInstant(db);
  return { newest, behind: newest !== null && Date.parse(newest) - Date.parse(now) > tolerated };
}

const inWords = (instant: string) => `${civilDateOf(instant)} ${civilTimeOf(instant)}`;

/** @throws Refusal CLOCK_BEHIND */
export async function refuseClockBehind(db: Db, now: string): Promise<void> {
  const { behind, newest } = await clockStanding(db, now);
  if (behind && newest) throw new Refusal('CLOCK_BEHIND', { now: inWords(now), newest: inWords(newest) });
}

/**
 * Takes this instant for right. What the wrong one would keep shut is opened: sessions that would not end, locks and holds that
 * last until then.
 */
export async function takeClockForRight(db: Db, now: string): Promise<void> {
  await db
    .insertInto('setting')
    .values({ key: newestKey, value: now })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: now }))
    .execute();
  await db.deleteFrom('session').where('created_at', '>', now).execute();
  await db.deleteFrom('failed_sign_in').where('last_at', '>', now).execute();
  const tomorrow = new Date(Date.parse(now) + 24 * hour).toISOString();
  await db.updateTable('follow_up').set({ held_by: null, held_until: null }).where('held_until', '>', tomorrow).execute();
}
