/** The nurse's desk: queue, taking, dialling, the interview, outcomes. */
import { z } from 'zod';
import { civilDate, done, id, instant, long, month, nothing, read, write } from './base.ts';
import { beforeCalling } from './beforeCall.ts';
import { phone } from './discharges.ts';
import { doNotCallOrder, doNotCallProcedures } from './doNotCall.ts';
import { followOn } from './followOn.ts';
import { handOver } from './handOver.ts';
import { numberProcedures } from './numbers.ts';
import { paperProcedures } from './paper.ts';
import { quality } from './quality.ts';
import { guidance, questionnaireContent, scripts } from './questionnaires.ts';
import {
  answerers,
  aspectCodes,
  attemptOutcomes,
  dispositions,
  feedbackKinds,
  feedbackStates,
  followUpStates,
  interviewStates,
  queueGroups,
  revisitStates,
  severities,
  sexes,
  verdicts,
} from './words.ts';

export const queueRow = z.object({
  followUpId: id,
  group: queueGroups.schema,
  /** When it falls due, or may be dialled again; null for never called. */
  dueAt: instant.nullable(),
  /** First contact window (domain §5): due today, late, or within the window. */
  window: z.enum(['early', 'open', 'due', 'late']),
  name: z.string(),
  sex: sexes.schema,
  ageText: z.string(),
  department: z.string(),
  dischargeDate: civilDate,
  daysSince: z.int(),
  diagnosis: z.string(),
  lastOutcome: attemptOutcomes.schema.nullable(),
  lastAttemptAt: instant.nullable(),
  attempts: z.int(),
  /** Masked. */
  phone: z.string(),
  nurseName: z.string().nullable(),
  heldBy: z.string().nullable(),
  mine: z.boolean(),
});
export type QueueRow = z.infer<typeof queueRow>;

/** The line on top: counts of the month and what is left for today. */
export const dayLine = z.object({
  month: month.nullable(),
  sampled: z.int(),
  completed: z.int(),
  open: z.int(),
  appointments: z.int(),
  refused: z.int(),
  notReached: z.int(),
  otherEnded: z.int(),
  completedToday: z.int(),
  dialledToday: z.int(),
  completesNeededToday: z.int(),
  dialsNeededToday: z.int(),
  contactRate: z.number().nullable(),
  workingDaysLeft: z.int(),
  /** Agreed for today, whatever the hour, and not yet called. */
  appointmentsToday: z.int(),
  nextAppointment: instant.nullable(),
  /** Feedback whose answer waits to be told to the patient. */
  repliesWaiting: z.int(),
});
export type DayLine = z.infer<typeof dayLine>;

/** What was offered for an opinion from earlier cases; null in what was left as it is. */
export const offered = z.object({
  itemCode: z.string().max(60).nullable(),
  aspect: aspectCodes.schema.nullable(),
  departmentId: id.nullable(),
  severity: severities.schema.nullable(),
  /** The nurse took it by its key. */
  taken: z.boolean(),
});
export type Offered = z.infer<typeof offered>;

export const opinion = z.object({
  id,
  kind: feedbackKinds.schema,
  /** The item whose objection asked for it; null for an opinion begun freely. */
  askedItem: z.string().nullable(),
  /** What it is about. */
  itemCode: z.string().nullable(),
  aspect: aspectCodes.schema.nullable(),
  departmentId: id,
  severity: severities.schema,
  text: z.string(),
  staffName: z.string(),
  state: feedbackStates.schema,
  suggested: offered.nullable(),
});
export type Opinion = z.infer<typeof opinion>;

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

export const attempt = z.object({
  id,
  ordinal: z.int(),
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

/** One field of a suggestion, with why: how many earlier cases are alike, and what tells: words of this text, the item's title. */
const proposed = <Value extends z.ZodType>(value: Value) => z.object({ value, similar: z.int(), words: z.array(z.string()) }).nullable();
/** What earlier cases of this hospital suggest for a text; null where they do not say enough. Holds nothing of any patient. */
export const suggestion = z.object({
  itemCode: proposed(z.string()),
  aspect: proposed(aspectCodes.schema),
  departmentId: proposed(id),
  severity: proposed(severities.schema),
});
export type Suggestion = z.infer<typeof suggestion>;

export const staffMember = z.object({
  name: z.string(),
  post: z.enum(['doctor', 'nurse']),
  /** Treated this very patient. */
  ofStay: z.boolean(),
  /** Pinyin initials, to find the name by. */
  initials: z.string(),
});
export type StaffMember = z.infer<typeof staffMember>;

/** All that the call screen shows. Whole identity: given only to the nurse who holds the follow-up. */
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
  /** Set where the next call is the last and must cover another day or part of the day: before this it needs a reason. */
  lastTryFrom: instant.nullable(),
  questionnaire: z.object({ versionId: id, version: z.int(), content: questionnaireContent }),
  /** Scripts with their variables filled in. */
  texts: scripts,
  guidance: guidance.nullable(),
  interview: interview.nullable(),
});
export type Brief = z.infer<typeof brief>;

const nurses = ['nurse', 'supervisor'] as const;
/** Every save carries an id made by the screen and kept over retries (a repeat returns the first result), and the version it was made on. */
const save = { interviewId: id, requestId: id, expectedVersion: z.int() };
export const saved = z.object({ version: z.int(), savedAt: instant });
export type Saved = z.infer<typeof saved>;

/** Which of the open follow-ups; nothing given is all of them. */
const queueFilter = {
  month: month.optional(),
  group: queueGroups.schema.optional(),
  departmentId: id.optional(),
  /** Of these only the own (anybody's, where all are shown), or only the open pool. */
  whose: z.enum(['own', 'pool']).optional(),
  /** First contact due today, or late. */
  window: z.enum(['due', 'late']).optional(),
  /** Name, pinyin initials, inpatient number or the end of a phone number; not for the director. */
  search: z.string().trim().max(40).optional(),
};

export const calling = {
  ...quality,
  workList: read([...nurses, 'director'])
    .input(
      z.object({
        ...queueFilter,
        scope: z.enum(['mine', 'all']).default('mine'),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(1000).default(200),
      }),
    )
    .output(
      z.object({
        total: z.int(),
        /** By group, whichever group is asked for. */
        counts: z.record(queueGroups.schema, z.int()),
        now: instant,
        /** When the queue changes by the clock alone: ask again then. */
        changesAt: instant,
        rows: z.array(queueRow),
      }),
    ),
  dayLine: read([...nurses, 'director'])
    .input(z.object({ month: month.optional() }).default({}))
    .output(dayLine),
  /** Takes the first follow-up of the queue for this nurse, of those that pass the filter; atomic. */
  takeNext: write(nurses)
    .input(z.object(queueFilter).default({}))
    .output(z.object({ followUpId: id })),
  /** Takes this one; refused with the holder's name where somebody holds it. Taking again extends the hold. */
  take: write(nurses)
    .input(z.object({ followUpId: id }))
    .output(z.object({ followUpId: id, heldUntil: instant })),
  release: write(nurses)
    .input(z.object({ followUpId: id }))
    .output(done),
  brief: read(nurses)
    .input(z.object({ followUpId: id }))
    .output(brief),
  /** Records that a number is being dialled; opens the attempt. Outside the calling hours, and for a last try before `lastTryFrom`, a reason is required. Repeating while an attempt is open returns it. */
  dial: write(nurses)
    .input(z.object({ followUpId: id, phoneId: id, offHoursReason: z.string().trim().max(200).optional() }))
    .output(z.object({ attemptId: id })),
  /** Opens the interview of the follow-up, or returns the one already open. */
  beginInterview: write(nurses)
    .input(z.object({ followUpId: id, attemptId: id }))
    .output(interview),
  /** Sets one answer; an empty value clears it. An objection makes an empty opinion draft for the item, its id is `opinionId`; changing away from an objection drops the draft if it has no text. */
  saveAnswer: write(nurses)
    .input(z.object({ ...save, itemCode: z.string(), value: z.array(z.string().max(2000)) }))
    .output(saved.extend({ objection: z.boolean(), opinion: opinion.nullable() })),
  /** Saves the text of an opinion or praise while it is typed. A new one is made under the id the screen chose. Empty text and asked for by no item: removed. */
  saveOpinion: write(nurses)
    .input(
      z.object({
        ...save,
        opinionId: id,
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
  /** Takes up what was registered or corrected since the last time; the first time everything. Short transactions, with pauses between. */
  learnOpinions: long(nurses)
    .input(nothing)
    .output(z.object({ cases: z.int() })),
  /** What earlier cases suggest for what is being typed, and the item it is filed under so far; silent where they do not say enough, and until something was learned. */
  suggest: read(nurses)
    .input(z.object({ interviewId: id, text: z.string().max(4000), itemCode: z.string().max(60).nullable().default(null) }))
    .output(suggestion),
  /** Whom a patient may mean: doctors and nurses of a department's stays of the last half year, this stay's own first. */
  staffNames: read(nurses)
    .input(z.object({ followUpId: id, departmentId: id }))
    .output(z.array(staffMember)),
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
  /** The patient called back: takes the follow-up, also a colleague's that nobody is calling, and opens an incoming attempt. Repeating while an attempt of one's own is open returns it. */
  callBack: write(nurses)
    .input(z.object({ followUpId: id }))
    .output(z.object({ attemptId: id })),
  /** Open follow-ups by the last digits of a number (four or more), or by the beginning of a name. */
  findCallBack: read(nurses)
    .input(z.object({ search: z.string().trim().min(1).max(40) }))
    .output(
      z.array(
        z.object({
          followUpId: id,
          name: z.string(),
          sex: sexes.schema,
          ageText: z.string(),
          department: z.string(),
          dischargeDate: civilDate,
          /** Masked; the one that was looked for. */
          phone: z.string(),
          attempts: z.int(),
          lastOutcome: attemptOutcomes.schema.nullable(),
          lastAttemptAt: instant.nullable(),
          /** Answers of an interview that was begun. */
          answered: z.int(),
          nurseName: z.string().nullable(),
          /** A colleague who is calling just now. */
          heldBy: z.string().nullable(),
        }),
      ),
    ),
  ...followOn,
  ...beforeCalling,
  ...handOver,
  /** Ends the call with its outcome; ends or reschedules the follow-up. `completed` becomes `partial` where fewer than the questionnaire's share was answered. Opinion drafts with text become registered feedback when the interview ends. */
  endCall: write(nurses)
    .input(
      z.object({
        followUpId: id,
        attemptId: id,
        outcome: attemptOutcomes.schema,
        note: z.string().trim().max(1000).default(''),
        appointmentAt: instant.optional(),
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
      }),
    ),
  ...numberProcedures,
  ...doNotCallProcedures,
  ...paperProcedures,
};
