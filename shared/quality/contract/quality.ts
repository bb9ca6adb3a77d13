/**
 * Contract of the quality room (domain §6, 质控): interviews drawn for review, the reviews, corrections of finished
 * interviews.
 */
import { z } from 'zod';
import { civilDate, id, instant, month, offset, read, version, write } from '../../base/contract/base.ts';
import {
  answerers,
  aspectCodes,
  attemptOutcomes,
  type callChecks,
  feedbackKinds,
  feedbackStates,
  interviewStates,
  reviewActions,
  reviewStates,
  severities,
  sexes,
} from '../../base/contract/words.ts';
import { item } from '../../questionnaires/contract/questionnaires.ts';

const callers = ['nurse', 'supervisor'] as const;
const reason = z.string().trim().min(2, '请填写原因').max(500);

const sheetAnswer = z.object({
  item,
  /** Empty: applied, but was not answered. */
  value: z.array(z.string()),
  /** The value in words. */
  words: z.string(),
  objection: z.boolean(),
  counted: z.boolean(),
  /** Seconds after the interview began; null where it was not recorded answer by answer. */
  second: z.int().nullable(),
  corrected: z.boolean(),
});
export type SheetAnswer = z.infer<typeof sheetAnswer>;

const sheetOpinion = z.object({
  id,
  number: z.string(),
  kind: feedbackKinds.schema,
  /** The item whose objection asked for it, and the one it hangs on. */
  askedItem: z.string().nullable(),
  itemCode: z.string().nullable(),
  itemTitle: z.string(),
  aspect: aspectCodes.schema.nullable(),
  departmentId: id,
  department: z.string(),
  severity: severities.schema,
  text: z.string(),
  staffName: z.string(),
  state: feedbackStates.schema,
  /** The objection that asked for it stands no more. */
  takenBack: z.boolean(),
});
export type SheetOpinion = z.infer<typeof sheetOpinion>;

export const correctionShown = z.object({
  at: instant,
  by: z.string(),
  reason: z.string(),
  changes: z.array(z.object({ title: z.string(), before: z.string(), after: z.string() })),
});
export type CorrectionShown = z.infer<typeof correctionShown>;

/** A finished interview whole, for those who review and correct it. */
export const interviewSheet = z.object({
  interviewId: id,
  followUpId: id,
  dischargeId: id,
  /** Rises with every correction. */
  version: z.int(),
  state: interviewStates.schema,
  nurse: z.string(),
  /** Who began it, where somebody else ended it. */
  begunBy: z.string().nullable(),
  own: z.boolean(),
  questionnaire: z.string(),
  startedAt: instant,
  finishedAt: instant,
  /** Of the call in which it was finished; null where the call was not recorded. */
  talkSeconds: z.int().nullable(),
  patient: z.object({
    name: z.string(),
    sex: sexes.schema,
    ageText: z.string(),
    department: z.string(),
    departmentId: id,
    dischargeDate: civilDate,
    diagnosis: z.string(),
  }),
  answerer: answerers.schema.nullable(),
  relation: z.string(),
  consent: z.boolean().nullable(),
  condition: z.string(),
  revisitDate: civilDate.nullable(),
  satisfied: z.boolean().nullable(),
  objections: z.int(),
  aspects: z.array(z.object({ aspect: aspectCodes.schema, name: z.string(), answers: z.array(sheetAnswer) })),
  /** Every item that may apply to this patient, by what else is answered, in the questionnaire's order; and what conditions ask of the stay. */
  possible: z.array(item),
  facts: z.object({
    department: z.string(),
    sex: sexes.schema,
    ageYears: z.number().nullable(),
    icd10: z.string(),
    payment: z.string(),
  }),
  opinions: z.array(sheetOpinion),
  attempts: z.array(
    z.object({
      ordinal: z.int(),
      startedAt: instant,
      endedAt: instant.nullable(),
      outcome: attemptOutcomes.schema.nullable(),
      nurse: z.string(),
      note: z.string(),
      /** The patient called. */
      incoming: z.boolean(),
    }),
  ),
  corrections: z.array(correctionShown),
  /** Whether the reader may correct it now, and until when its nurse may. */
  mayCorrect: z.boolean(),
  nurseCorrectsUntil: instant,
});
export type InterviewSheet = z.infer<typeof interviewSheet>;

/** 0–2 points for each. */
const points = z.int().min(0).max(2);
export const callScores = z.object({
  greeting: points,
  identity: points,
  neutral: points,
  verbatim: points,
  guidance: points,
  closing: points,
} satisfies Record<(typeof callChecks.codes)[number], typeof points>);
export type CallScores = z.infer<typeof callScores>;

export const reviewRow = z.object({
  id,
  interviewId: id,
  state: reviewStates.schema,
  nurseId: id,
  nurse: z.string(),
  /** Made by the reader: somebody else must review it. */
  own: z.boolean(),
  name: z.string(),
  department: z.string(),
  month,
  finishedAt: instant,
  objections: z.int(),
  satisfied: z.boolean().nullable(),
});
export type ReviewRow = z.infer<typeof reviewRow>;

/** A nurse's month: how much of it was drawn and reviewed. */
export const nurseReviews = z.object({
  nurseId: id,
  nurse: z.string(),
  /** Interviews with an answer. */
  finished: z.int(),
  drawn: z.int(),
  reviewed: z.int(),
  /** Drawn, but not reviewed yet, those sent back included. */
  open: z.int(),
  /** Mean of the points, 0–12; null where none was given. */
  meanScore: z.number().nullable(),
});
export type NurseReviews = z.infer<typeof nurseReviews>;

export const reviewFilters = ['open', 'sent_back', 'done'] as const;
export type ReviewFilter = (typeof reviewFilters)[number];

export const review = z.object({
  id,
  state: reviewStates.schema,
  version: z.int(),
  drawnAt: instant,
  mayDecide: z.boolean(),
  mayAnswer: z.boolean(),
  scores: callScores.nullable(),
  history: z.array(z.object({ at: instant, by: z.string(), action: reviewActions.schema, note: z.string() })),
  sheet: interviewSheet,
});
export type Review = z.infer<typeof review>;

export const quality = {
  /** Draws what the month's finished interviews still lack of the share; what was drawn stays. */
  drawReviews: write(['supervisor'])
    .input(z.object({ month }))
    .output(z.object({ drawn: z.int() })),
  /** The supervisor's list, oldest first; a nurse sees her own once they were looked at. `counts` leave the filter out. */
  reviews: read(callers)
    .input(
      z.object({
        month: month.optional(),
        nurseId: id.optional(),
        filter: z.enum(reviewFilters).default('open'),
        offset,
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .output(
      z.object({
        total: z.int(),
        rows: z.array(reviewRow),
        counts: z.object({ open: z.int(), sent_back: z.int(), done: z.int() }),
      }),
    ),
  /** Finished interviews with answers, or counted as completed, of which identity or consent was never written down. */
  unidentified: read(['supervisor'])
    .input(z.object({ limit: z.int().min(1).max(200).default(50) }))
    .output(
      z.object({
        total: z.int(),
        rows: z.array(
          z.object({
            interviewId: id,
            dischargeId: id,
            name: z.string(),
            department: z.string(),
            nurse: z.string(),
            finishedAt: instant,
            missing: z.enum(['identity', 'consent']),
          }),
        ),
      }),
    ),
  /** Share reviewed and mean score; all nurses for the supervisor, the own line for a nurse. */
  nurseReviews: read(callers)
    .input(z.object({ month }))
    .output(z.object({ percent: z.int(), nurses: z.array(nurseReviews) })),
  review: read(callers).input(z.object({ id })).output(review),
  /** Agrees, with optional points, or sends it back to its nurse with a note. Agreed after a correction it counts as corrected. */
  decideReview: write(['supervisor'])
    .input(
      z.object({
        id,
        expectedVersion: version,
        verdict: z.enum(['agree', 'send_back']),
        note: z.string().trim().max(1000).default(''),
        scores: callScores.optional(),
      }),
    )
    .output(review),
  /** The nurse's answer to what was sent back; a note is needed where she corrected nothing. */
  answerReview: write(callers)
    .input(z.object({ id, expectedVersion: version, note: z.string().trim().max(1000).default('') }))
    .output(review),
  finishedInterview: read(callers)
    .input(z.object({ interviewId: id }))
    .output(interviewSheet),
  /**
   * Corrects answers, and department or aspect of opinions that were not dispatched yet. An answer that becomes an objection needs
   * its opinion; feedback of an objection that is withdrawn stays, with a note.
   */
  correctInterview: write(callers)
    .input(
      z.object({
        interviewId: id,
        expectedVersion: version,
        reason,
        answers: z
          .array(z.object({ itemCode: z.string(), value: z.array(z.string().max(2000)), opinion: z.string().trim().max(4000).default('') }))
          .default([]),
        opinions: z.array(z.object({ id, departmentId: id, aspect: aspectCodes.schema.nullable() })).default([]),
      }),
    )
    .output(interviewSheet),
};
