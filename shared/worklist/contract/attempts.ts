/** Shape of an attempt: one dialled call from its number to its outcome. */

import { z } from 'zod';
import { id, instant, month, nothing, read, write } from '../../base/contract/base.ts';
import { attemptOutcomes, dispositions, followUpStates } from '../../base/contract/words.ts';
import { doNotCallOrder } from './doNotCall.ts';

export const attempt = z.object({
  id,
  ordinal: z.int(),
  /** The number dialled; null where the patient called. */
  phoneId: id.nullable(),
  startedAt: instant,
  answeredAt: instant.nullable(),
  endedAt: instant.nullable(),
  outcome: attemptOutcomes.schema.nullable(),
  note: z.string(),
  nurseName: z.string(),
  /** The patient called back. */
  incoming: z.boolean(),
});
export type Attempt = z.infer<typeof attempt>;

export const runningCall = z.object({
  followUpId: id,
  attemptId: id,
  startedAt: instant,
  /** Null while it rings. */
  answeredAt: instant.nullable(),
  /** The patient called back. */
  incoming: z.boolean(),
  name: z.string(),
  department: z.string(),
  /** Masked, with the relation; empty where the patient called. */
  phone: z.string(),
  mine: z.boolean(),
  nurseName: z.string(),
});
export type RunningCall = z.infer<typeof runningCall>;

const nurses = ['nurse', 'supervisor'] as const;

export const dialling = {
  /** Records that a number is being dialled; opens the attempt. Outside the calling hours a reason is required; a last try before the brief's `lastTry` is refused. Repeating while an attempt is open returns it. */
  dial: write(nurses)
    .input(z.object({ followUpId: id, phoneId: id, offHoursReason: z.string().trim().max(200).optional() }))
    .output(z.object({ attemptId: id })),
  /** Ends the call with its outcome; ends or reschedules the follow-up. A repeat answers as the first time. `completed` becomes `partial` where fewer than the questionnaire's share was answered. Opinion drafts with text become registered feedback when the interview ends. */
  endCall: write(nurses)
    .input(
      z.object({
        followUpId: id,
        attemptId: id,
        outcome: attemptOutcomes.schema,
        note: z.string().trim().max(1000).default(''),
        appointmentAt: instant.optional(),
        /** When it ended, where its page was closed in the middle of it; without it, now. The supervisor ends a colleague's left call so. */
        endedAt: instant.optional(),
        /** Puts the patient, or the number dialled, on the do-not-call list. */
        doNotCall: doNotCallOrder.optional(),
      }),
    )
    .output(
      z.object({
        outcome: attemptOutcomes.schema,
        followUpState: followUpStates.schema,
        disposition: dispositions.schema.nullable(),
        nextAt: instant.nullable(),
        registeredFeedback: z.int(),
        /** Seconds from dialling and from answering to the end; null where nobody answered, or it was not said. */
        callSeconds: z.int(),
        talkSeconds: z.int().nullable(),
        /** Until then `undoEndCall` takes it back; null where it cannot be taken back. */
        undoUntil: instant.nullable(),
      }),
    ),
  /** Takes the end of an unanswered call back, within seconds and while nothing came after it: the call goes on. */
  undoEndCall: write(nurses)
    .input(z.object({ followUpId: id, attemptId: id }))
    .output(z.object({ attemptId: id })),
  /** Calls without an outcome: one's own; for the supervisor also those that colleagues left behind for more than an hour. */
  runningCalls: read(nurses).input(nothing).output(z.array(runningCall)),
  /** Calls made outside the calling hours, or before the last try was due, with the reason that was given. */
  exceptionalCalls: read(['supervisor'])
    .input(z.object({ month: month.optional() }))
    .output(
      z.object({
        month: month.nullable(),
        months: z.array(month),
        rows: z.array(
          z.object({
            attemptId: id,
            startedAt: instant,
            outsideHours: z.boolean(),
            name: z.string(),
            department: z.string(),
            nurse: z.string(),
            reason: z.string(),
            outcome: z.string(),
          }),
        ),
      }),
    ),
};
