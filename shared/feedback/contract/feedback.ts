/** Contract of the feedback room: feedback, rectification, reply, closing. */
import { z } from 'zod';
import { civilDate, id, instant, month, nothing, page, read, version, write } from '../../base/contract/base.ts';
import {
  aspectCodes,
  feedbackKinds,
  feedbackStates,
  replyCallOutcomes,
  replyWays,
  severities,
  verdicts,
} from '../../base/contract/words.ts';

export const dueState = z.enum(['none', 'in_time', 'due_soon', 'overdue']);

export const feedbackRow = z.object({
  id,
  /** ZG-2610-047 */
  number: z.string(),
  kind: feedbackKinds.schema,
  state: feedbackStates.schema,
  severity: severities.schema,
  aspect: aspectCodes.schema.nullable(),
  itemTitle: z.string(),
  department: z.string(),
  departmentId: id,
  text: z.string(),
  staffName: z.string(),
  round: z.int(),
  registeredAt: instant,
  dueAt: instant.nullable(),
  due: dueState,
  /** Working days past the limit, 0 when not overdue. */
  overdueDays: z.int(),
  acknowledged: z.boolean(),
  version: z.int(),
});
export type FeedbackRow = z.infer<typeof feedbackRow>;

export const rectification = z.object({
  round: z.int(),
  /** Who wrote it: another department before the case was given to this one. */
  departmentId: id,
  department: z.string(),
  causeKind: z.string(),
  cause: z.string(),
  measures: z.string(),
  responsible: z.string(),
  doneDate: civilDate.nullable(),
  submittedBy: z.string().nullable(),
  submittedAt: instant.nullable(),
  reviewVerdict: z.enum(['passed', 'returned']).nullable(),
  reviewComment: z.string(),
  reviewedBy: z.string().nullable(),
  reviewedAt: instant.nullable(),
});
export type Rectification = z.infer<typeof rectification>;

export const reply = z.object({
  round: z.int(),
  at: instant,
  by: z.string(),
  content: z.string(),
  verdict: verdicts.schema,
  patientWords: z.string(),
  way: replyWays.schema,
});
export type Reply = z.infer<typeof reply>;

export const replyCall = z.object({
  id,
  round: z.int(),
  startedAt: instant,
  /** Null while it runs. */
  endedAt: instant.nullable(),
  outcome: replyCallOutcomes.schema.nullable(),
  by: z.string(),
  mine: z.boolean(),
  /** Whole while the reader's own call runs, else masked; empty where it is not known. */
  number: z.string(),
});
export type ReplyCall = z.infer<typeof replyCall>;

export const timelineEntry = z.object({
  at: instant,
  by: z.string(),
  from: feedbackStates.schema.nullable(),
  to: feedbackStates.schema,
  action: z.string(),
  why: z.string(),
  /** Taken by a deputy (代办) for an absent head. */
  deputy: z.boolean(),
});

/** What may be done with it next, decided by the state machine and the reader's role. */
export const feedbackAction = z.enum([
  'dispatch',
  'acknowledge',
  'accept',
  'rectify',
  'review_pass',
  'review_return',
  'reply',
  'close',
  'transfer',
  'regrade',
]);
export type FeedbackAction = z.infer<typeof feedbackAction>;

export const feedbackCase = feedbackRow.extend({
  month,
  /**
   * Whole for nurse and supervisor, and for the head of a warning sign that must be acted on at once. Else sex and age group, and
   * not these where fewer than ten were interviewed.
   */
  patient: z.object({
    name: z.string(),
    sex: z.string(),
    age: z.string(),
    phone: z.string(),
    followUpId: id.nullable(),
    /** How much of the patient is shown; none where no stay belongs to the case. */
    shown: z.enum(['whole', 'group', 'too_few', 'none']),
  }),
  /** An urgent warning sign: whoever acts calls the patient back at once. */
  callBack: z.boolean(),
  /** On whose screens an urgent case stands at once, by name. */
  told: z.array(z.string()),
  itemSay: z.string(),
  interviewedAt: instant.nullable(),
  nurseName: z.string(),
  rectifications: z.array(rectification),
  replies: z.array(reply),
  /** Calling the patient with the reply; null for who may not know the patient. */
  replying: z
    .object({
      calls: z.array(replyCall),
      numbers: z.array(z.object({ id, number: z.string(), relation: z.string(), bad: z.boolean() })),
      /** What is still to be done before 未能联系上. */
      missing: z.array(z.string()),
    })
    .nullable(),
  timeline: z.array(timelineEntry),
  actions: z.array(feedbackAction),
  /** Whether its department has a head who can sign in. */
  headed: z.boolean(),
  /** The reader acts for the absent head. */
  deputy: z.boolean(),
  similar: z.array(
    z.object({ number: z.string(), month, department: z.string(), text: z.string(), measures: z.string(), state: feedbackStates.schema }),
  ),
});
export type FeedbackCase = z.infer<typeof feedbackCase>;

/** Filters, one for each list on the screen. */
export const feedbackFilter = z.enum([
  'mine',
  'to_dispatch',
  'to_review',
  'to_reply',
  'to_close',
  'open',
  'due_soon',
  'overdue',
  'closed',
  'closed_this_month',
  'praise',
  'all',
]);
export type FeedbackFilter = z.infer<typeof feedbackFilter>;

const change = { id, expectedVersion: version };
const reason = z.string().trim().min(1, '请写明原因').max(500);
const everyone = ['nurse', 'head', 'supervisor', 'director'] as const;

export const feedback = {
  list: read(everyone)
    .input(
      page.extend({
        filter: feedbackFilter.default('open'),
        month: month.optional(),
        departmentId: id.optional(),
        search: z.string().max(40).optional(),
      }),
    )
    .output(
      z.object({
        total: z.int(),
        rows: z.array(feedbackRow),
        counts: z.object({
          overdue: z.int(),
          dueSoon: z.int(),
          inProgress: z.int(),
          closedThisMonth: z.int(),
          toReply: z.int(),
          toReview: z.int(),
          toDispatch: z.int(),
          toClose: z.int(),
          /** Cases in which the reader has the next word. */
          mine: z.int(),
          praise: z.int(),
        }),
      }),
    ),
  /**
   * Urgent cases that nobody acknowledged: those of the own department for its head at once; for the supervisor after 30
   * minutes, or at once where the department has no head. The gravest first, of these the newest.
   */
  alarms: read(['head', 'supervisor'])
    .input(z.object({}).default({}))
    .output(
      z.array(
        z.object({
          id,
          number: z.string(),
          department: z.string(),
          text: z.string(),
          /** Whom to call back, of a warning sign; empty where the reader may not see who it is. */
          patient: z.string(),
          sentAt: instant,
          minutes: z.int(),
          version: z.int(),
          mayAcknowledge: z.boolean(),
        }),
      ),
    ),
  get: read(everyone).input(z.object({ id })).output(feedbackCase),
  dispatch: write(['nurse', 'supervisor'])
    .input(z.object({ ...change, departmentId: id, severity: severities.schema, why: z.string().trim().max(500).default('') }))
    .output(feedbackCase),
  /** Another department instead of the one it went to. */
  transfer: write(['supervisor'])
    .input(z.object({ ...change, departmentId: id, reason }))
    .output(feedbackCase),
  /** Another severity, with its limit. */
  regrade: write(['supervisor'])
    .input(z.object({ ...change, severity: severities.schema, reason }))
    .output(feedbackCase),
  /** These four are the head's; the supervisor's, or a named deputy's, only where the department has no head. */
  acknowledge: write(['head', 'supervisor']).input(z.object(change)).output(feedbackCase),
  accept: write(['head', 'supervisor']).input(z.object(change)).output(feedbackCase),
  /** Draft while it is written; does not change the state. */
  saveRectification: write(['head', 'supervisor'])
    .input(
      z.object({
        ...change,
        causeKind: z.string().max(20),
        cause: z.string().max(4000),
        measures: z.string().max(4000),
        responsible: z.string().max(40),
        doneDate: civilDate.nullable(),
      }),
    )
    .output(z.object({ version: z.int(), savedAt: instant })),
  /** What its rectifications said, sitting by sitting, the oldest first: nothing that was written is lost. */
  rectificationTexts: read(everyone)
    .input(z.object({ id }))
    .output(
      z.array(
        z.object({
          round: z.int(),
          at: instant,
          by: z.string(),
          causeKind: z.string(),
          cause: z.string(),
          measures: z.string(),
          responsible: z.string(),
          doneDate: civilDate.nullable(),
        }),
      ),
    ),
  /** Hands the saved rectification in for review; needs cause, measures and a responsible person. */
  submitRectification: write(['head', 'supervisor']).input(z.object(change)).output(feedbackCase),
  review: write(['supervisor'])
    .input(z.object({ ...change, verdict: z.enum(['passed', 'returned']), comment: z.string().trim().max(1000).default('') }))
    .output(feedbackCase),
  /** Dials a number of the patient to tell the reply; the user's one running call until it ends. */
  dialReply: write(['nurse', 'supervisor'])
    .input(z.object({ ...change, phoneId: id, offHoursReason: z.string().trim().max(200).optional() }))
    .output(feedbackCase),
  /** Records how a reply call went; the supervisor also for a colleague who left it. */
  endReplyCall: write(['nurse', 'supervisor'])
    .input(z.object({ id, callId: id, outcome: replyCallOutcomes.schema }))
    .output(feedbackCase),
  /** The reader's own reply call without an outcome; null where there is none. */
  runningReplyCall: read(['nurse', 'supervisor'])
    .input(nothing)
    .output(z.object({ feedbackId: id, number: z.string(), name: z.string(), startedAt: instant }).nullable()),
  /**
   * What the patient was told and thinks of it. It ends the actor's own call, which reached the patient. Without a call of this
   * round that did, a verdict needs another way, and 未能联系上 the usual attempts. Not accepted: back to the department, one
   * round more.
   */
  reply: write(['nurse', 'supervisor'])
    .input(
      z.object({
        ...change,
        content: z.string().trim().min(1).max(2000),
        verdict: verdicts.schema,
        way: replyWays.schema.default('call'),
        patientWords: z.string().trim().max(2000).default(''),
      }),
    )
    .output(feedbackCase),
  close: write(['supervisor']).input(z.object(change)).output(feedbackCase),
  /** The patient's whole numbers, to call back; every look is in the audit log. */
  showPhone: write(['nurse', 'supervisor', 'head'])
    .input(z.object({ id }))
    .output(z.object({ phones: z.array(z.object({ number: z.string(), relation: z.string(), bad: z.boolean() })) })),
};
