/**
 * The brief: all data of the call screen. It holds the patient's whole identity, so only the nurse who holds the
 * follow-up gets it.
 */
import { z } from 'zod';
import { civilDate, id, instant, month, read } from '../../base/contract/base.ts';
import { dispositions, feedbackStates, followUpStates, sexes, verdicts } from '../../base/contract/words.ts';
import { phone } from '../../discharges/contract/discharges.ts';
import { guidance, questionnaireContent, scripts } from '../../questionnaires/contract/questionnaires.ts';
import { attempt } from '../../worklist/contract/attempts.ts';
import { interview } from './interview.ts';

export const brief = z.object({
  followUp: z.object({
    id,
    month,
    state: followUpStates.schema,
    disposition: dispositions.schema.nullable(),
    attempts: z.int(),
    maxAttempts: z.int(),
    appointmentAt: instant.nullable(),
    heldUntil: instant.nullable(),
  }),
  patient: z.object({
    name: z.string(),
    title: z.string(),
    sex: sexes.schema,
    ageText: z.string(),
    address: z.string(),
    phones: z.array(phone),
  }),
  stay: z.object({
    inpatientNumber: z.string(),
    departmentId: id,
    department: z.string(),
    ward: z.string(),
    doctor: z.string(),
    admissionDate: civilDate.nullable(),
    dischargeDate: civilDate,
    days: z.int().nullable(),
    daysSince: z.int(),
    diagnosis: z.string(),
    icd10: z.string(),
    outcome: z.string(),
    payment: z.string(),
    revisitDate: civilDate.nullable(),
    remark: z.string(),
    ageYears: z.number().nullable(),
  }),
  history: z.array(
    z.object({
      month,
      department: z.string(),
      satisfied: z.boolean().nullable(),
      feedback: z.array(z.object({ text: z.string(), state: feedbackStates.schema, verdict: verdicts.schema.nullable() })),
    }),
  ),
  attempts: z.array(attempt),
  openAttemptId: id.nullable(),
  samePhone: z.array(z.object({ name: z.string(), department: z.string(), month })),
  sensitive: z.boolean(),
  /** Said before the interview where calls are recorded; empty where they are not. */
  recordingNotice: z.string(),
  callingHours: z.object({ open: z.boolean(), hours: z.string() }),
  /** Set where the tries that are left must cover another day or part of the day: from when the next may be made, and what is missing in words. */
  lastTry: z.object({ from: instant, missing: z.string() }).nullable(),
  questionnaire: z.object({ versionId: id, version: z.int(), content: questionnaireContent }),
  /** Scripts with their variables filled in. */
  texts: scripts,
  /** Asks a relative for consent; `texts` holds what the patient is asked. */
  consentToRelative: z.string(),
  /** The first sentence by the number that is dialled. */
  greetings: z.record(id, z.string()),
  guidance: guidance.nullable(),
  interview: interview.nullable(),
});
export type Brief = z.infer<typeof brief>;

const nurses = ['nurse', 'supervisor'] as const;

export const briefProcedures = {
  brief: read(nurses)
    .input(z.object({ followUpId: id }))
    .output(brief),
};
