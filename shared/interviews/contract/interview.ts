/** Shapes of an interview: who answers, the answers, the patient's condition. Each is saved as it is given. */

import { z } from 'zod';
import { civilDate, id, instant, madeId, write } from '../../base/contract/base.ts';
import { answerers, aspectCodes, feedbackKinds, interviewStates, revisitStates, severities } from '../../base/contract/words.ts';
import { offered, opinion } from '../../opinions/contract/opinions.ts';
import { save, saved } from './saving.ts';

export const savedAnswer = z.object({
  itemCode: z.string(),
  value: z.array(z.string()),
  objection: z.boolean(),
  counted: z.boolean(),
  /** Who gave it; null where it was given before anybody said who answers. */
  answerer: answerers.schema.nullable(),
  relation: z.string(),
});
export type SavedAnswer = z.infer<typeof savedAnswer>;

export const interview = z.object({
  id,
  state: interviewStates.schema,
  /** Rises by one with every save; sent back as `expectedVersion`. */
  version: z.int(),
  /** The call in which it was spoken last. */
  attemptId: id.nullable(),
  /** Name of the step or code of the item that was on screen. */
  step: z.string(),
  answerer: answerers.schema.nullable(),
  relation: z.string(),
  consent: z.boolean().nullable(),
  /** Whether the call may be recorded; null where nobody was asked. */
  recording: z.boolean().nullable(),
  condition: z.string(),
  revisitDate: civilDate.nullable(),
  revisitState: revisitStates.schema.nullable(),
  answers: z.array(savedAnswer),
  opinions: z.array(opinion),
  startedAt: instant,
});
export type Interview = z.infer<typeof interview>;

const nurses = ['nurse', 'supervisor'] as const;

export const interviews = {
  /** Opens the interview of the follow-up, or returns the one already open. */
  beginInterview: write(nurses)
    .input(z.object({ followUpId: id, attemptId: id }))
    .output(interview),
  /** Sets one answer; an empty value clears it. An objection makes an empty opinion draft for the item, its id is `opinionId`; changing away from an objection drops the draft if it has no text. */
  saveAnswer: write(nurses)
    .input(z.object({ ...save, itemCode: z.string(), value: z.array(z.string().max(2000)) }))
    .output(saved.extend({ objection: z.boolean(), opinion: opinion.nullable() })),
  /** Saves where the call is, who answers, consent, how the patient is. */
  saveProgress: write(nurses)
    .input(
      z.object({
        ...save,
        step: z.string().max(60).optional(),
        answerer: answerers.schema.optional(),
        relation: z.string().max(20).optional(),
        consent: z.boolean().optional(),
        recording: z.boolean().optional(),
        condition: z.string().max(2000).optional(),
        revisitDate: civilDate.nullable().optional(),
        revisitState: revisitStates.schema.nullable().optional(),
      }),
    )
    .output(saved),
  /** Saves the text of an opinion or praise while it is typed. A new one is made under the id the screen chose. Empty text and asked for by no item: removed. */
  saveOpinion: write(nurses)
    .input(
      z.object({
        ...save,
        opinionId: madeId,
        kind: feedbackKinds.schema,
        /** For a new one: the objected item it was asked for by. Never changed later. */
        askedItem: z.string().nullable().default(null),
        itemCode: z.string().nullable(),
        aspect: aspectCodes.schema.nullable(),
        departmentId: id,
        severity: severities.schema,
        text: z.string().max(4000),
        staffName: z.string().max(60).default(''),
        suggested: offered.nullable().default(null),
      }),
    )
    .output(saved),
  /**
   * Reports an opinion as urgent while the patient still speaks: registered and sent to its department in this moment. Its
   * words may be completed until the interview ends. Repeating it changes nothing.
   */
  escalate: write(nurses)
    .input(z.object({ ...save, opinionId: id }))
    .output(saved.extend({ number: z.string() })),
};
