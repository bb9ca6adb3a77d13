/** Computes the columns of a follow-up after an attempt. */
import type { AttemptOutcome } from '../../../shared/base/contract/words.ts';
import type { AfterAttempt } from '../../../shared/worklist/rules/attempts.ts';
import type { Schema } from '../base/db/schema.ts';

export function followUpAfter(
  after: AfterAttempt,
  attempt: { outcome: AttemptOutcome; at: string; endedAt: string; ordinal: number },
): Partial<Schema['follow_up']> {
  return {
    state: after.state,
    disposition: after.disposition,
    attempts: attempt.ordinal,
    contacted: after.contacted ? 1 : 0,
    last_outcome: attempt.outcome,
    last_attempt_at: attempt.at,
    next_at: after.nextAt,
    appointment_at: after.appointmentAt,
    ended_at: after.state === 'ended' ? attempt.endedAt : null,
  };
}
