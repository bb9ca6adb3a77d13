/**
 * Finds finished interviews, stored by earlier versions, that hold answers or count as completed without identity or
 * consent.
 */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Context } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';

const atMost = 5;

/** Whether nobody who may answer is named there: neither the patient nor a relative with the relation. */
const nobody = (answerer: Expression<unknown>, relation: Expression<unknown>) =>
  sql<SqlBool>`not coalesce(${answerer} = 'patient' or (${answerer} = 'relative' and trim(${relation}) <> ''), false)`;

/** An answer without a giver of its own was given by whoever answered the interview. */
function unidentifiedAnswers(eb: ExpressionBuilder<Schema, 'interview'>) {
  return eb
    .selectFrom('answer')
    .select('answer.interview_id')
    .whereRef('answer.interview_id', '=', 'interview.id')
    .where(
      nobody(
        sql`coalesce(answer.answerer, interview.answerer)`,
        sql`case when answer.answerer is null then interview.relation else answer.relation end`,
      ),
    );
}

function found(db: Db) {
  const answers = (eb: ExpressionBuilder<Schema, 'interview'>) =>
    eb.selectFrom('answer').select('answer.interview_id').whereRef('answer.interview_id', '=', 'interview.id');
  return db
    .selectFrom('interview')
    .innerJoin('discharge', 'discharge.id', 'interview.discharge_id')
    .where('interview.state', '<>', 'open')
    .where((eb) => {
      const one = eb as unknown as ExpressionBuilder<Schema, 'interview'>;
      return eb.or([
        eb.and([
          sql<SqlBool>`coalesce(interview.consent, 0) <> 1`,
          eb.or([eb('interview.state', '=', 'completed'), eb.exists(answers(one))]),
        ]),
        eb.and([eb('interview.state', '=', 'completed'), nobody(sql`interview.answerer`, sql`interview.relation`)]),
        eb.exists(unidentifiedAnswers(one)),
      ]);
    });
}

/** Part of `verify`: how many there are, and the first by their inpatient numbers. */
export async function verifyIdentified(db: Db): Promise<{ ok: boolean; detail: string }> {
  const rows = await found(db)
    .select(['interview.id', 'discharge.inpatient_number as number'])
    .orderBy('interview.finished_at')
    .orderBy('interview.id')
    .execute();
  if (rows.length === 0) return { ok: true, detail: '有回答的访谈都记下了接听人和同意' };
  const numbers = rows.slice(0, atMost).map(({ number }) => number);
  const more = rows.length > atMost ? ' 等' : '';
  return { ok: false, detail: `${rows.length} 份访谈没有记下接听人或同意：住院号 ${numbers.join('、')}${more}，请随访办在质控复核里核对` };
}

/** For the supervisor, the newest first. */
export async function unidentified(
  { db }: Context,
  { limit }: Input<'quality', 'unidentified'>,
): Promise<Output<'quality', 'unidentified'>> {
  const rows = await found(db)
    .innerJoin('department', 'department.id', 'interview.department_id')
    .leftJoin('app_user', 'app_user.id', 'interview.nurse_id')
    .select(['interview.id as interviewId', 'discharge.id as dischargeId', 'discharge.name', 'department.name as department'])
    .select(['app_user.name as nurse', 'interview.finished_at as finishedAt', 'interview.started_at', 'interview.consent'])
    .orderBy('interview.finished_at', 'desc')
    .orderBy('interview.id')
    .execute();
  return {
    total: rows.length,
    rows: rows.slice(0, limit).map(({ started_at, finishedAt, consent, nurse, ...row }) => ({
      ...row,
      nurse: nurse ?? '',
      finishedAt: finishedAt ?? started_at,
      missing: consent === 1 ? 'identity' : 'consent',
    })),
  };
}
