/** Undo of a call's end: an unanswered call is saved at once and can be undone for a short time. */
import type { AttemptOutcome } from '../../base/contract/words.ts';
import { outcomeRules } from '../../worklist/rules/outcomeRules.ts';

/** How long the screen offers it. */
export const undoSeconds = 5;
/** The core waits longer: the answer and the request back are on their way for a while. */
const graceSeconds = 10;

/** Outcomes that are saved without being asked for anything more. */
export function mayUndo(outcome: AttemptOutcome): boolean {
  const { contacted, noteRequired, appointmentRequired } = outcomeRules[outcome];
  return !contacted && !noteRequired && !appointmentRequired;
}

/** The last instant at which the core takes it back. */
export function undoUntil(endedAt: string): string {
  return new Date(Date.parse(endedAt) + (undoSeconds + graceSeconds) * 1_000).toISOString();
}
