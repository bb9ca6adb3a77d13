/** Decides whether an entry of the do-not-call list is in force. */
import { addMonths, lastDayOf } from '../../base/rules/time.ts';

export interface DoNotCallTerm {
  /** The last civil day; null for good. */
  readonly until: string | null;
  readonly liftedAt: string | null;
}

export function isInForce({ until, liftedAt }: DoNotCallTerm, today: string): boolean {
  return liftedAt === null && (until === null || until >= today);
}

/** Months an entry usually holds where it does not hold for good. */
const usualMonths = [3, 6, 12] as const;

/** The same day so many months later; the month's last where it has no such day. */
function dayAfterMonths(today: string, months: number): string {
  const month = addMonths(today.slice(0, 7), months);
  const day = `${month}-${today.slice(8)}`;
  const last = lastDayOf(month);
  return day < last ? day : last;
}

export interface UsualTerm {
  /** Null for good. */
  readonly months: number | null;
  readonly until: string | null;
}

/** What is offered for how long: for good, or to the last day of a usual time. */
export function usualTerms(today: string): readonly UsualTerm[] {
  return [{ months: null, until: null }, ...usualMonths.map((months) => ({ months, until: dayAfterMonths(today, months) }))];
}
