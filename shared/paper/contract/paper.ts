/**
 * Contract of the paper room (纸质回访): sheets are printed, filled in by hand, and typed in later under the rules of a
 * live call.
 */
import { z } from 'zod';
import { civilDate, id, instant, read, write } from '../../base/contract/base.ts';
import {
  answerers,
  aspectCodes,
  attemptOutcomes,
  dispositions,
  feedbackKinds,
  followUpStates,
  phoneKinds,
  severities,
  sexes,
} from '../../base/contract/words.ts';
import { questionnaireContent, scripts } from '../../questionnaires/contract/questionnaires.ts';

const nurses = ['nurse', 'supervisor'] as const;
/** Sheets printed in one go. */
export const mostSheets = 200;

const person = {
  followUpId: id,
  name: z.string(),
  sex: sexes.schema,
  ageText: z.string(),
  inpatientNumber: z.string(),
  department: z.string(),
  ward: z.string(),
  dischargeDate: civilDate,
};
const printed = z.object({ id, number: z.string(), at: instant, by: z.string() });

/** An open follow-up that may be called with paper. */
export const paperRow = z.object({
  ...person,
  attempts: z.int(),
  /** Masked. */
  phone: z.string(),
  nurse: z.string().nullable(),
  heldBy: z.string().nullable(),
  appointmentAt: instant.nullable(),
  sheet: printed.nullable(),
});
export type PaperRow = z.infer<typeof paperRow>;

const pastCall = z.object({ at: instant, outcome: attemptOutcomes.schema, note: z.string() });

/** One patient on one sheet: whole identity. */
export const paperSheet = z.object({
  ...person,
  number: z.string(),
  title: z.string(),
  doctor: z.string(),
  diagnosis: z.string(),
  revisitDate: civilDate.nullable(),
  sensitive: z.boolean(),
  phones: z.array(z.object({ number: z.string(), kind: phoneKinds.schema, extension: z.string(), relation: z.string(), bad: z.boolean() })),
  calls: z.array(pastCall),
  maxAttempts: z.int(),
  /** Answers given before the conversation broke off, by item. */
  answered: z.array(z.string()),
  questionnaire: z.object({ title: z.string(), version: z.int(), content: questionnaireContent }),
  texts: scripts,
});
export type PaperSheet = z.infer<typeof paperSheet>;

/** What is needed to type a sheet in. */
export const paperForm = z.object({
  ...person,
  departmentId: id,
  ageYears: z.number().nullable(),
  icd10: z.string(),
  payment: z.string(),
  attempts: z.int(),
  maxAttempts: z.int(),
  calls: z.array(pastCall),
  /** Masked. */
  phones: z.array(z.object({ id, number: z.string(), relation: z.string(), bad: z.boolean() })),
  sheet: printed.nullable(),
  /** Calls before this cannot have been written on paper. */
  since: instant,
  callingHours: z.string(),
  questionnaire: z.object({ version: z.int(), content: questionnaireContent }),
  /** Answers that stand from a conversation that broke off. */
  answers: z.record(z.string(), z.array(z.string())),
});
export type PaperForm = z.infer<typeof paperForm>;

export const paperCall = z.object({
  startedAt: instant,
  endedAt: instant,
  phoneId: id,
  outcome: attemptOutcomes.schema,
  note: z.string().trim().max(1000).default(''),
  appointmentAt: instant.optional(),
  offHoursReason: z.string().trim().max(200).optional(),
});
export type PaperCall = z.infer<typeof paperCall>;

export const paperOpinion = z.object({
  kind: feedbackKinds.schema,
  itemCode: z.string().nullable(),
  aspect: aspectCodes.schema.nullable(),
  departmentId: id,
  severity: severities.schema,
  text: z.string().trim().min(1).max(4000),
  staffName: z.string().trim().max(60).default(''),
});
export type PaperOpinion = z.infer<typeof paperOpinion>;

export const paperInterview = z.object({
  /** Null where the sheet does not say: then it holds no answer. */
  answerer: answerers.schema.nullable(),
  relation: z.string().trim().max(20).default(''),
  consent: z.boolean().nullable(),
  condition: z.string().trim().max(2000).default(''),
  revisitDate: civilDate.nullable().default(null),
  answers: z.record(z.string(), z.array(z.string().max(2000))),
  opinions: z.array(paperOpinion).max(60).default([]),
});
export type PaperInterview = z.infer<typeof paperInterview>;

export const paperProcedures = {
  /** A nurse sees her own open follow-ups and the pool's. */
  paperList: read(nurses)
    .input(z.object({ scope: z.enum(['mine', 'all']).default('mine') }).default({ scope: 'mine' }))
    .output(z.array(paperRow)),
  /** Whole identities on paper: asks for a reason and is logged. Keeps the questionnaire each sheet was printed with. */
  printSheets: write(nurses)
    .input(z.object({ followUpIds: z.array(id).min(1).max(mostSheets), reason: z.string().trim().max(200) }))
    .output(z.object({ hospital: z.string(), mark: z.string(), sheets: z.array(paperSheet) })),
  paperForm: read(nurses)
    .input(z.object({ followUpId: id }))
    .output(paperForm),
  /**
   * The calls of a sheet in their order, the last one with its interview. The same rules as live: hours, notes, outcomes.
   * Not in the future, not before the sheet was printed (or, without one, drawn); refused where somebody called in between.
   */
  enterPaper: write(nurses)
    .input(
      z.object({
        followUpId: id,
        sheetId: id.nullable(),
        /** Who called; a nurse enters her own calls only. */
        nurseId: id.optional(),
        calls: z.array(paperCall).min(1).max(20),
        interview: paperInterview.nullable(),
      }),
    )
    .output(
      z.object({
        outcome: attemptOutcomes.schema,
        followUpState: followUpStates.schema,
        disposition: dispositions.schema.nullable(),
        nextAt: instant.nullable(),
        registeredFeedback: z.int(),
      }),
    ),
};
