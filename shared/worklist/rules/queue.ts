/** The order of the work list: one queue (domain §5). */
import type { AttemptOutcome, QueueGroup } from '../../base/contract/words.ts';
import { addCivilDays, civilDateOf, civilDaysBetween, instantAt } from '../../base/rules/time.ts';
import { outcomeRules } from './outcomeRules.ts';

/** What decides where an open follow-up stands. */
export interface QueueFacts {
  readonly dischargeDate: string;
  readonly attempts: number;
  readonly contacted: boolean;
  readonly lastOutcome: AttemptOutcome | null;
  readonly lastAttemptAt: string | null;
  readonly nextAt: string | null;
  readonly appointmentAt: string | null;
}

export interface QueueSettings {
  readonly firstContactFromDays: number;
  readonly firstContactByDays: number;
}

/** An appointment is due from 5 minutes before until 15 minutes after its time; then it is missed. */
export const dueBeforeMinutes = 5;
export const missedAfterMinutes = 15;

const shifted = (instant: string, minutes: number) => new Date(Date.parse(instant) + minutes * 60_000).toISOString();

export const appointmentDueFrom = (appointmentAt: string): string => shifted(appointmentAt, -dueBeforeMinutes);

/** The bounds that sort a queue at an instant; the same ones are used in SQL. */
export function queueBounds(now: string, settings: QueueSettings) {
  const today = civilDateOf(now);
  return {
    now,
    /** Appointments up to here are due or missed. */
    dueUntil: shifted(now, dueBeforeMinutes),
    /** Appointments before this are missed. */
    missedBefore: shifted(now, -missedAfterMinutes),
    todayFrom: instantAt(today, '00:00'),
    tomorrowFrom: instantAt(addCivilDays(today, 1), '00:00'),
    /** Patients discharged after this date get no first call yet. */
    firstCallUntil: addCivilDays(today, -settings.firstContactFromDays),
  };
}
export type QueueBounds = ReturnType<typeof queueBounds>;

/** Group by the last outcome of a call that may be repeated now. */
export function retryGroup(outcome: AttemptOutcome): QueueGroup {
  if (outcomeRules[outcome].contacted) return 'callback';
  if (outcome === 'busy') return 'busy';
  return outcome === 'no_answer' ? 'no_answer' : 'not_reached';
}

/**
 * Where an open follow-up stands in the queue. `hidden_today`: nobody was reached today and no further try is due
 * today; `later`: everything else whose time has not come.
 */
export function queueGroup(row: QueueFacts, now: string, settings: QueueSettings): QueueGroup {
  const bounds = queueBounds(now, settings);
  if (row.appointmentAt !== null) {
    if (row.appointmentAt > bounds.dueUntil) return 'later';
    return row.appointmentAt < bounds.missedBefore ? 'missed_appointment' : 'due_appointment';
  }
  if (row.lastOutcome === null) return row.dischargeDate > bounds.firstCallUntil ? 'later' : 'never_called';
  if (row.nextAt !== null && row.nextAt > now) {
    const reachedNobodyToday = !outcomeRules[row.lastOutcome].contacted && (row.lastAttemptAt ?? '') >= bounds.todayFrom;
    return reachedNobodyToday && row.nextAt >= bounds.tomorrowFrom ? 'hidden_today' : 'later';
  }
  return retryGroup(row.lastOutcome);
}

/** Rank of a group in the queue. */
export const queueOrder: Readonly<Record<QueueGroup, number>> = {
  due_appointment: 0,
  missed_appointment: 1,
  callback: 2,
  busy: 3,
  not_reached: 4,
  no_answer: 5,
  never_called: 6,
  later: 7,
  hidden_today: 8,
};

/**
 * Where a follow-up stands in the whole queue: group, when it falls due (never called: nothing but the discharge counts),
 * the earlier discharge, the id. Compared text by text.
 */
export function queuePlace(row: QueueFacts, id: string, now: string, settings: QueueSettings): readonly string[] {
  const group = queueGroup(row, now, settings);
  const due = group === 'never_called' ? '' : (row.appointmentAt ?? row.nextAt ?? '');
  return [String(queueOrder[group]), due, row.dischargeDate, id];
}

/** How the first contact stands to its window; `open` once somebody was reached. */
export function contactWindow(
  row: { readonly dischargeDate: string; readonly contacted: boolean },
  now: string,
  settings: QueueSettings,
): 'early' | 'open' | 'due' | 'late' {
  const days = civilDaysBetween(row.dischargeDate, civilDateOf(now));
  if (row.contacted) return 'open';
  if (days < settings.firstContactFromDays) return 'early';
  if (days > settings.firstContactByDays) return 'late';
  return days === settings.firstContactByDays ? 'due' : 'open';
}
