/** Contract of the story room: one discharge with its import, draw, calls, interview and feedback. */
import { z } from 'zod';
import { civilDate, id, instant, month, read, write } from '../../base/contract/base.ts';
import {
  answerers,
  aspectCodes,
  attemptOutcomes,
  dischargeModes,
  dispositions,
  drawMethods,
  exclusionReasons,
  feedbackKinds,
  feedbackStates,
  followUpStates,
  interviewStates,
  phoneKinds,
  severities,
  sexes,
  treatmentOutcomes,
  verdicts,
} from '../../base/contract/words.ts';
import { correctionShown } from '../../quality/contract/quality.ts';

const storyStay = z.object({
  id,
  name: z.string(),
  sex: sexes.schema,
  birthDate: civilDate.nullable(),
  ageText: z.string(),
  idLast4: z.string(),
  address: z.string(),
  inpatientNumber: z.string(),
  medicalRecordNumber: z.string(),
  stayCount: z.int().nullable(),
  admissionDate: civilDate.nullable(),
  dischargeDate: civilDate,
  month,
  department: z.string(),
  sensitive: z.boolean(),
  ward: z.string(),
  doctor: z.string(),
  nurse: z.string(),
  diagnosis: z.string(),
  icd10: z.string(),
  outcome: treatmentOutcomes.schema.nullable(),
  dischargeMode: dischargeModes.schema.nullable(),
  payment: z.string(),
  costCents: z.int().nullable(),
  revisitDate: civilDate.nullable(),
  remark: z.string(),
  doNotCall: z.object({ reason: z.string(), at: instant }).nullable(),
});

/** `number` is masked. */
const storyPhone = z.object({
  number: z.string(),
  kind: phoneKinds.schema,
  extension: z.string(),
  relation: z.string(),
  bad: z.boolean(),
});

/** What an import brought: the first one the record itself, later ones what they changed. */
const storyImport = z.object({
  batchId: id,
  fileName: z.string(),
  at: instant,
  by: z.string(),
  /** Row of the file; null for later imports. */
  row: z.int().nullable(),
  /** Field by its Chinese name; phones masked. */
  changes: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
});

const storyDraw = z.object({
  drawId: id,
  ordinal: z.int(),
  at: instant,
  by: z.string(),
  method: drawMethods.schema.nullable(),
  seed: z.string(),
  /** Not in the frame at all where it was imported after the draw. */
  standing: z.enum(['sampled', 'reserve', 'eligible', 'excluded', 'absent']),
  reason: exclusionReasons.schema.nullable(),
  stratum: z.object({ name: z.string(), eligible: z.int(), drawn: z.int() }).nullable(),
  rank: z.int().nullable(),
});

const storyFollowUp = z.object({
  id,
  state: followUpStates.schema,
  disposition: dispositions.schema.nullable(),
  nurse: z.string().nullable(),
  nextAt: instant.nullable(),
  appointmentAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** Called in the place of another, or replaced by one: why. */
  replaces: z.string().nullable(),
  replacedFor: z.string().nullable(),
  /** Times it had ended and was opened again. */
  reopenings: z.array(z.object({ at: instant, by: z.string(), was: dispositions.schema, endedAt: instant, why: z.string() })),
  /** Notes belong to the interview: empty for readers who may not see it. */
  attempts: z.array(
    z.object({
      ordinal: z.int(),
      startedAt: instant,
      endedAt: instant.nullable(),
      outcome: attemptOutcomes.schema.nullable(),
      nurse: z.string(),
      phone: z.string(),
      /** 患者回拨: the patient called. */
      incoming: z.boolean(),
      note: z.string(),
      offHoursReason: z.string(),
      /** Who typed it in from paper; null for a call made with the program. */
      enteredBy: z.string().nullable(),
    }),
  ),
});

const storyAnswers = z.object({
  aspect: aspectCodes.schema,
  items: z.array(z.object({ code: z.string(), title: z.string(), value: z.string(), objection: z.boolean(), counted: z.boolean() })),
});

const storyInterview = z.object({
  id,
  state: interviewStates.schema,
  nurse: z.string(),
  /** Who began it, where somebody else ended it. */
  begunBy: z.string().nullable(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  questionnaire: z.string(),
  /** What was said; null where it is not the reader's: an administrator, or a nurse for a colleague's patient. */
  content: z
    .object({
      answerer: answerers.schema.nullable(),
      relation: z.string(),
      condition: z.string(),
      revisitDate: civilDate.nullable(),
      satisfied: z.boolean().nullable(),
      objections: z.int(),
      answers: z.array(storyAnswers),
      corrections: z.array(correctionShown),
      /** Whether the reader may correct it now. */
      mayCorrect: z.boolean(),
    })
    .nullable(),
});

const storyCase = z.object({
  id,
  number: z.string(),
  kind: feedbackKinds.schema,
  state: feedbackStates.schema,
  severity: severities.schema,
  department: z.string(),
  subject: z.string(),
  text: z.string(),
  at: instant,
  dueAt: instant.nullable(),
  rectifications: z.array(
    z.object({
      round: z.int(),
      cause: z.string(),
      measures: z.string(),
      responsible: z.string(),
      submittedAt: instant,
      reviewVerdict: z.enum(['passed', 'returned']).nullable(),
      reviewComment: z.string(),
    }),
  ),
  replies: z.array(
    z.object({ round: z.int(), at: instant, by: z.string(), content: z.string(), verdict: verdicts.schema, patientWords: z.string() }),
  ),
});

/** Another stay of the same patient, or of somebody with the same number. */
const storyOther = z.object({
  id,
  name: z.string(),
  department: z.string(),
  diagnosis: z.string(),
  dischargeDate: civilDate,
  followUp: z.string().nullable(),
});

export const dischargeStory = z.object({
  stay: storyStay,
  phones: z.array(storyPhone),
  imports: z.array(storyImport),
  draws: z.array(storyDraw),
  followUp: storyFollowUp.nullable(),
  interview: storyInterview.nullable(),
  /** Null where opinions are not the reader's. */
  cases: z.array(storyCase).nullable(),
  /** The patient's other stays, the latest first. */
  stays: z.array(storyOther),
  /** Other patients under one of the numbers, each with the latest stay. */
  samePhone: z.array(storyOther),
});
export type DischargeStory = z.infer<typeof dischargeStory>;
export type StoryOther = z.infer<typeof storyOther>;

/** Why a nurse looks at a patient who is not hers. */
const lookReason = z.string().trim().min(2, '请填写查看原因').max(200).optional();

export const story = {
  /**
   * Everything that is known about one discharge and what became of it; phones masked. Every look is in the audit log. A nurse
   * gives a reason where the patient is neither hers nor the open pool's.
   */
  get: read(['admin', 'supervisor', 'nurse'])
    .input(z.object({ id, reason: lookReason }))
    .output(dischargeStory),
  /** Its whole phone numbers, in the order of the story; every look is in the audit log. */
  showPhones: write(['admin', 'supervisor', 'nurse'])
    .input(z.object({ id, reason: lookReason }))
    .output(z.object({ numbers: z.array(z.string()) })),
};
