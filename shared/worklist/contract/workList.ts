/**
 * Contract of the work list room: the queue of follow-ups, its day line, and the hold that a nurse takes on a
 * follow-up.
 */
import { z } from 'zod';
import { civilDate, id, instant, month, offset, read } from '../../base/contract/base.ts';
import { attemptOutcomes, queueGroups, sexes } from '../../base/contract/words.ts';

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
  /** For a nurse her own sample, as 工作量 counts it; then how it stands. */
  sampled: z.int(),
  completed: z.int(),
  open: z.int(),
  /** Open follow-ups of nobody, besides; and all that may be called: hers and those. */
  pool: z.int(),
  toCall: z.int(),
  appointments: z.int(),
  refused: z.int(),
  notReached: z.int(),
  otherEnded: z.int(),
  completedToday: z.int(),
  dialledToday: z.int(),
  completesNeededToday: z.int(),
  dialsNeededToday: z.int(),
  /** The month's dials so far, all nurses', and those that ended in a complete interview. */
  monthDials: z.int(),
  monthCompletes: z.int(),
  workingDaysLeft: z.int(),
  /** Agreed for today, whatever the hour, and not yet called. */
  appointmentsToday: z.int(),
  nextAppointment: instant.nullable(),
  /** Feedback whose answer waits to be told to the patient. */
  repliesWaiting: z.int(),
});
export type DayLine = z.infer<typeof dayLine>;

/** Which of the open follow-ups; nothing given is all of them. */
export const queueFilter = {
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

const nurses = ['nurse', 'supervisor'] as const;

export const worklist = {
  workList: read([...nurses, 'director'])
    .input(
      z.object({
        ...queueFilter,
        scope: z.enum(['mine', 'all']).default('mine'),
        offset,
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
};
