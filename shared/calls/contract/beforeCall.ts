/**
 * 拨前一屏 (the screen before dialling): everything the nurse should know before she dials, beside the discharge and the
 * phone numbers. Given only to the nurse who holds the follow-up.
 */

import { z } from 'zod';
import { civilDate, done, id, instant, read, write } from '../../base/contract/base.ts';
import { attemptOutcomes, dispositions, feedbackKinds, feedbackStates, verdicts } from '../../base/contract/words.ts';
import { knownDeath } from '../../worklist/contract/knownDeath.ts';

const earlierStay = z.object({
  id,
  dischargeDate: civilDate,
  department: z.string(),
  diagnosis: z.string(),
  /** How its follow-up ended; null where there was none, or it goes on. */
  disposition: dispositions.schema.nullable(),
  satisfied: z.boolean().nullable(),
  feedback: z.array(
    z.object({
      id,
      kind: feedbackKinds.schema,
      text: z.string(),
      state: feedbackStates.schema,
      /** What the patient was told last, and how it was taken. */
      reply: z.string(),
      verdict: verdicts.schema.nullable(),
    }),
  ),
});
export type EarlierStay = z.infer<typeof earlierStay>;

/** One thing that happened to the follow-up. `who` did it; `to` is whom it went to. */
const caseEvent = z.object({
  id: z.string(),
  at: instant,
  kind: z.enum(['drawn', 'replaces', 'assigned', 'hand_over', 'attempt', 'call_back']),
  who: z.string(),
  to: z.string().nullable(),
  outcome: attemptOutcomes.schema.nullable(),
  /** Masked. */
  phone: z.string(),
  text: z.string(),
});
export type CaseEvent = z.infer<typeof caseEvent>;

export const beforeCall = z.object({
  death: knownDeath.nullable(),
  goodHours: z.object({
    /** Parts of the day in which this person was reached before, most often first. */
    reached: z.array(z.object({ part: z.string(), times: z.int() })),
    /** Parts not dialled yet for this stay. */
    untried: z.array(z.string()),
  }),
  earlier: z.array(earlierStay),
  /** What was said or agreed in the last call; null where nothing was noted. */
  lastWord: z.object({ at: instant, nurse: z.string(), text: z.string() }).nullable(),
  /** Notes about this patient since the last call. */
  handOvers: z.array(z.object({ id, at: instant, from: z.string(), to: z.string().nullable(), text: z.string(), waits: z.boolean() })),
  /** The newest first. */
  events: z.array(caseEvent),
});
export type BeforeCall = z.infer<typeof beforeCall>;

const nurses = ['nurse', 'supervisor'] as const;

export const beforeCalling = {
  beforeCall: read(nurses)
    .input(z.object({ followUpId: id }))
    .output(beforeCall),
  /** Ends the follow-up of a patient known to be dead, without a call; refused where nothing says so. */
  recordDeath: write(nurses)
    .input(z.object({ followUpId: id }))
    .output(done),
  /**
   * The patient is alive although somebody said otherwise in a call: the do-not-call entry is lifted, and follow-ups that ended with it
   * are open again where the maximum of attempts allows it. Refused where a stay ended with death.
   */
  correctDeath: write(['supervisor'])
    .input(z.object({ dischargeId: id, reason: z.string().trim().max(200) }))
    .output(z.object({ reopened: z.int() })),
};
