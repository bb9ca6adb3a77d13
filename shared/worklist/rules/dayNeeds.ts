/**
 * Computes today's quota: completed interviews and dials needed to finish the month's sample in its window (domain
 * §5).
 */

export interface MonthSoFar {
  /** Follow-ups that have not ended. */
  readonly open: number;
  /** Of those that have ended: all, and those with a complete interview. */
  readonly ended: number;
  readonly completed: number;
  /** Calls made, and those of them that ended in a complete interview. */
  readonly dials: number;
  readonly completesByDial: number;
  readonly completedToday: number;
  /** Working days left of the window, today included. */
  readonly workingDaysLeft: number;
}

export interface DayNeeds {
  readonly completes: number;
  readonly dials: number;
}

/**
 * Not every open follow-up will be a complete: as many of them are expected as of those that have ended, by Laplace's rule
 * of succession ((completed + 1) ÷ (ended + 2)), so that the first outcome of a month does not decide for all. They are spread
 * over the days left; each costs as many dials as a complete took so far, or one more than all dials where there was none.
 */
export function needsOfToday(month: MonthSoFar): DayNeeds {
  const expected = (month.open * (month.completed + 1)) / (month.ended + 2);
  const share = Math.ceil((expected + month.completedToday) / Math.max(1, month.workingDaysLeft));
  const completes = Math.min(month.open, Math.max(0, share - month.completedToday));
  if (month.completesByDial === 0) return { completes, dials: completes * (month.dials + 1) };
  return { completes, dials: Math.ceil((completes * month.dials) / month.completesByDial) };
}
