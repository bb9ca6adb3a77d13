/** Deadlines of feedback in working days by severity (domain §8), and how feedback stands against its deadline. */
import type { Severity } from '../../base/contract/words.ts';
import { civilDateOf } from '../../base/rules/time.ts';
import { addWorkingDays, type WorkCalendar, workingDaysBetween } from '../../base/rules/workingDays.ts';

/** Working days by severity; a setting. */
export type Limits = Readonly<Record<Severity, number>>;

type DueState = 'none' | 'in_time' | 'due_soon' | 'overdue';

/** The instant by which a case handed to its department at `dispatchedAt` must be closed. */
export function dueAtOf(dispatchedAt: string, severity: Severity, limits: Limits, calendar: WorkCalendar): string {
  return addWorkingDays(dispatchedAt, limits[severity], calendar);
}

/** The last instant that still counts as due soon 今明到期: the end of the next working day. */
export function dueSoonUntil(now: string, calendar: WorkCalendar): string {
  return `${addWorkingDays(civilDateOf(now), 1, calendar)}T15:59:59.999Z`;
}

/** How an open case stands against its limit; `none` where no limit runs. */
export function dueState(dueAt: string | null, now: string, calendar: WorkCalendar): DueState {
  if (dueAt === null) return 'none';
  if (dueAt < now) return 'overdue';
  return dueAt <= dueSoonUntil(now, calendar) ? 'due_soon' : 'in_time';
}

/** Working days begun past the limit; 0 when not overdue. */
export function overdueDays(dueAt: string | null, now: string, calendar: WorkCalendar): number {
  if (dueAt === null || dueAt >= now) return 0;
  return Math.max(1, workingDaysBetween(civilDateOf(dueAt), civilDateOf(now), calendar));
}
