/** Starts, continues and reads a stored interview. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { laterOf } from '../../../shared/base/rules/time.ts';
import type { Interview } from '../../../shared/interviews/contract/interview.ts';
import type { Context } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { draftsOf } from '../feedback/index.ts';
import { currentQuestionnaire } from '../questionnaires/index.ts';
import { awaitTurn, heldFollowUp } from '../worklist/index.ts';

export async function interviewOf(db: Db, followUpId: string): Promise<Schema['interview'] | undefined> {
  return db.selectFrom('interview').selectAll().where('follow_up_id', '=', followUpId).executeTakeFirst();
}

/** The stored answers, in the order in which they were given. */
export function answersOf(db: Db, interviewId: string): Promise<Schema['answer'][]> {
  return db.selectFrom('answer').selectAll().where('interview_id', '=', interviewId).orderBy('answered_at').orderBy('item_code').execute();
}

export async function readInterview(db: Db, row: Schema['interview']): Promise<Interview> {
  const answers = await answersOf(db, row.id);
  return {
    id: row.id,
    state: row.state,
    version: row.version,
    attemptId: row.attempt_id,
    step: row.step,
    answerer: row.answerer,
    relation: row.relation,
    consent: row.consent === null ? null : row.consent === 1,
    recording: row.recording === null ? null : row.recording === 1,
    condition: row.condition,
    revisitDate: row.revisit_date,
    revisitState: row.revisit_state,
    answers: answers.map((answer) => ({
      itemCode: answer.item_code,
      value: JSON.parse(answer.value) as string[],
      objection: answer.objection === 1,
      counted: answer.counted === 1,
      answerer: answer.answerer,
      relation: answer.relation,
    })),
    opinions: await draftsOf(db, row.id),
    startedAt: row.started_at,
  };
}

/** A new interview of a follow-up, nothing said yet. */
export function newInterview(
  id: string,
  followUp: Pick<Schema['follow_up'], 'id' | 'discharge_id' | 'month' | 'department_id'>,
  versionId: string,
  nurseId: string,
  startedAt: string,
  attemptId: string | null,
): Schema['interview'] {
  return {
    id,
    follow_up_id: followUp.id,
    discharge_id: followUp.discharge_id,
    month: followUp.month,
    department_id: followUp.department_id,
    questionnaire_version_id: versionId,
    nurse_id: nurseId,
    begun_by: nurseId,
    state: 'open',
    version: 1,
    attempt_id: attemptId,
    step: 'greeting',
    answerer: null,
    relation: '',
    consent: null,
    recording: null,
    condition: '',
    revisit_date: null,
    revisit_state: null,
    started_at: startedAt,
    finished_at: null,
    counted: 0,
    objections: 0,
    satisfied: null,
  };
}

/**
 * @param sheetVersion the questionnaire a printed sheet was filled in by; without one the current
 * @throws Refusal NOT_HELD, FOLLOW_UP_ENDED, NOT_FOUND (no open attempt of the actor's), NO_QUESTIONNAIRE, INTERVIEW_ENDED
 */
export async function beginInterview(
  ctx: Context,
  input: Input<'interviews', 'beginInterview'>,
  sheetVersion?: string,
): Promise<Output<'interviews', 'beginInterview'>> {
  await awaitTurn(ctx, input.followUpId);
  const followUp = await heldFollowUp(ctx, input.followUpId);
  const dialled = await ctx.db
    .selectFrom('attempt')
    .select(['id', 'started_at'])
    .where('id', '=', input.attemptId)
    .where('follow_up_id', '=', followUp.id)
    .where('nurse_id', '=', ctx.actor.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (!dialled) throw new Refusal('NOT_FOUND', { what: '这次拨打' });
  // A clock set right in the middle of the call may be behind the dial.
  const answeredAt = laterOf(dialled.started_at, ctx.now);
  await ctx.db
    .updateTable('attempt')
    .set((eb) => ({ answered_at: eb.fn.coalesce('answered_at', eb.val(answeredAt)) }))
    .where('id', '=', dialled.id)
    .execute();
  const begun = await interviewOf(ctx.db, followUp.id);
  if (begun && begun.state !== 'open') throw new Refusal('INTERVIEW_ENDED');
  if (begun && begun.attempt_id === dialled.id && begun.nurse_id === ctx.actor.id) return readInterview(ctx.db, begun);
  // The bar of running calls says that somebody answered.
  ctx.changed('followUps');
  ctx.audit('calling.beginInterview', followUp.id, { attemptId: dialled.id, continued: begun !== undefined });
  if (begun) {
    // Continued by whoever calls now; a completed interview is theirs. Who is on the line this time has to be asked again.
    const continued = await ctx.db
      .updateTable('interview')
      .set((eb) => ({
        nurse_id: ctx.actor.id,
        attempt_id: dialled.id,
        answerer: null,
        relation: '',
        step: 'greeting',
        version: eb('version', '+', 1),
      }))
      .where('id', '=', begun.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return readInterview(ctx.db, continued);
  }
  const versionId = sheetVersion ?? (await currentQuestionnaire(ctx.db)).versionId;
  const row = newInterview(ctx.newId(), followUp, versionId, ctx.actor.id, ctx.now, dialled.id);
  await ctx.db.insertInto('interview').values(row).execute();
  return readInterview(ctx.db, row);
}
