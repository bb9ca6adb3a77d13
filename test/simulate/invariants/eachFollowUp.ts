/** Follow-ups with their calls, as the invariants of calling go through them. */
import { dateOf } from '../calendar.ts';
import type { Rows } from '../rows.ts';
import { type Finding, groupBy } from './invariant.ts';

export type FollowUp = Rows['follow_up'][number];
export type Attempt = Rows['attempt'][number];

export const staysOf = (rows: Rows) => new Map(rows.discharge.map((one) => [one.id, one]));

/** Whether an entry of the do-not-call list holds at an instant. */
export const inForce = (entry: Rows['do_not_call_entry'][number], at: string) =>
  entry.at < at && (entry.lifted_at === null || entry.lifted_at > at) && (entry.until_date === null || entry.until_date >= dateOf(at));

/**
 * Whether what a call said about a patient's death was found to be untrue, from when it was heard until `at`.
 * @param at default: ever
 */
export function deathCorrected(rows: Rows, call: Attempt, patientId: string | undefined, at = '9'): boolean {
  const heard = call.entered_at ?? call.ended_at ?? '';
  return rows.death_correction.some((one) => one.patient_id === patientId && one.at >= heard && one.at <= at);
}

/** Every follow-up with its calls, oldest first; what the test answers is a finding about the follow-up. */
export function* eachFollowUp(
  rows: Rows,
  test: (followUp: FollowUp, calls: readonly Attempt[]) => string | null | undefined | false,
): Iterable<Finding> {
  const calls = groupBy(rows.attempt, (one) => one.follow_up_id);
  for (const followUp of rows.follow_up) {
    const own = (calls.get(followUp.id) ?? []).toSorted((a, b) => a.ordinal - b.ordinal);
    const detail = test(followUp, own);
    if (detail) yield { about: followUp.id, detail };
  }
}
