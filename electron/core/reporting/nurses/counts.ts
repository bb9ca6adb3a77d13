/** Counts the month's calls, interviews and answers by nurse. */
import { type SqlBool, sql } from 'kysely';
import type { AttemptOutcome, Disposition, InterviewState } from '../../../../shared/base/contract/words.ts';
import { talkSeconds } from '../../../../shared/statistics/rules/talkTime.ts';
import type { Db } from '../../base/db/schema.ts';
import { readVersions } from '../versions.ts';

export interface Call {
  readonly followUpId: string;
  readonly nurseId: string;
  readonly startedAt: string;
  readonly outcome: AttemptOutcome;
  /** The patient called back: a conversation, but no dial. */
  readonly incoming: boolean;
}

/** Ended calls with the month's sample. */
export async function callsOf(db: Db, month: string): Promise<Call[]> {
  const rows = await db
    .selectFrom('follow_up as f')
    .innerJoin('attempt as a', 'a.follow_up_id', 'f.id')
    .select(['f.id as followUpId', 'a.nurse_id as nurseId', 'a.started_at as startedAt', 'a.outcome', 'a.incoming'])
    .where('f.month', '=', month)
    .execute();
  return rows.flatMap(({ outcome, incoming, ...row }) => (outcome === null ? [] : [{ ...row, outcome, incoming: incoming === 1 }]));
}

export interface Held {
  readonly followUpId: string;
  readonly nurseId: string;
  readonly state: InterviewState;
  readonly dissatisfied: boolean | null;
  /** How the follow-up ended: what ended as a refusal is no interview. */
  readonly disposition: Disposition | null;
  /** Of the call in which it was spoken last; null where that was not recorded. */
  readonly talkSeconds: number | null;
}

/** Finished interviews of the month, with the talk of the call in which each was spoken last. */
export async function interviewsOf(db: Db, month: string): Promise<Held[]> {
  const rows = await db
    .selectFrom('interview as i')
    .innerJoin('follow_up as f', 'f.id', 'i.follow_up_id')
    .leftJoin('attempt as a', (join) =>
      join
        .onRef('a.follow_up_id', '=', 'f.id')
        .on(sql<SqlBool>`(a.id = i.attempt_id or (i.attempt_id is null and a.ordinal = f.attempts))`),
    )
    .select([
      'f.id as followUpId',
      'f.disposition',
      'i.nurse_id as nurseId',
      'i.state',
      'i.satisfied',
      'a.answered_at as answeredAt',
      'a.ended_at as endedAt',
    ])
    .where('i.month', '=', month)
    .where('i.state', '<>', 'open')
    .execute();
  return rows.map(({ followUpId, disposition, nurseId, state, satisfied, answeredAt, endedAt }) => ({
    followUpId,
    disposition,
    nurseId,
    state,
    dissatisfied: satisfied === null ? null : satisfied === 0,
    talkSeconds: talkSeconds({ answeredAt, endedAt }),
  }));
}

export interface Choices {
  readonly nurseId: string;
  readonly answers: number;
  readonly unclear: number;
}

/** Answers to choices, and those of them that count nowhere. */
export async function choicesOf(db: Db, month: string): Promise<Choices[]> {
  const used = await db.selectFrom('interview').select('questionnaire_version_id as id').distinct().where('month', '=', month).execute();
  const versions = await readVersions(
    db,
    used.map(({ id }) => id),
  );
  const items = versions.flatMap(({ content }) => content.items);
  const free = [...new Set(items.filter(({ options }) => options.length === 0).map(({ code }) => code))];
  let answers = db
    .selectFrom('interview as i')
    .innerJoin('answer as a', 'a.interview_id', 'i.id')
    .select((eb) => [
      'i.nurse_id as nurseId',
      eb.fn.countAll<number>().as('answers'),
      eb.fn.sum<number>(sql<number>`1 - a.counted`).as('unclear'),
    ])
    .where('i.month', '=', month)
    .where('i.state', '<>', 'open');
  if (free.length > 0) answers = answers.where('a.item_code', 'not in', free);
  const rows = await answers.groupBy('i.nurse_id').execute();
  return rows.map((row) => ({ nurseId: row.nurseId, answers: Number(row.answers), unclear: Number(row.unclear) }));
}
