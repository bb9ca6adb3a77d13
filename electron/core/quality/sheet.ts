/** A finished interview as one sheet: answers by aspect, feedback, calls, corrections. */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import { takenBack } from '../../../shared/opinions/rules/takenBack.ts';
import type { CorrectionShown, InterviewSheet } from '../../../shared/quality/contract/quality.ts';
import { mayCorrect, nurseCorrectsUntil } from '../../../shared/quality/rules/correction.ts';
import type { QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { type DischargeFacts, possibleItems, visibleItems } from '../../../shared/questionnaires/rules/questionnaire.ts';
import { type CallTimes, secondOfTalk, talkSeconds } from '../../../shared/statistics/rules/talkTime.ts';
import { auditView } from '../base/auditView.ts';
import { type Context, systemActor } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import { answersOf, factsOf, unknownFacts } from '../interviews/index.ts';
import { questionnaireOf } from '../questionnaires/index.ts';
import { correctionsOf, wordsOf } from './corrections.ts';

export type Finished = Schema['interview'] & { readonly finished_at: string };

/**
 * The finished interview, where it is the reader's: a nurse's own, or any for the supervisor.
 * @throws Refusal NOT_FOUND, WRONG_STATE while the call has not ended
 */
export async function finishedInterviewOf(ctx: Context, interviewId: string): Promise<Finished> {
  const row = await ctx.db.selectFrom('interview').selectAll().where('id', '=', interviewId).executeTakeFirst();
  if (!row || (ctx.actor.role === 'nurse' && row.nurse_id !== ctx.actor.id)) throw new Refusal('NOT_FOUND', { what: '这份访谈' });
  if (row.state === 'open' || row.finished_at === null) throw new Refusal('WRONG_STATE', { state: '进行中', action: '复核或更正' });
  return { ...row, finished_at: row.finished_at };
}

async function isSentBack(db: Db, interviewId: string): Promise<boolean> {
  const row = await db.selectFrom('review').select('state').where('interview_id', '=', interviewId).executeTakeFirst();
  return row?.state === 'sent_back';
}

function opinionsOf(db: Db, interviewId: string) {
  return db
    .selectFrom('feedback')
    .innerJoin('department', 'department.id', 'feedback.department_id')
    .selectAll('feedback')
    .select('department.name as department')
    .where('interview_id', '=', interviewId)
    .where('state', '<>', 'draft')
    .orderBy('feedback.created_at')
    .orderBy('feedback.id')
    .execute();
}

function attemptsOf(db: Db, followUpId: string) {
  return db
    .selectFrom('attempt')
    .leftJoin('app_user', 'app_user.id', 'attempt.nurse_id')
    .selectAll('attempt')
    .select('app_user.name as nurse')
    .where('follow_up_id', '=', followUpId)
    .orderBy('ordinal')
    .execute();
}

const timesOf = (attempt: Schema['attempt']): CallTimes => ({ answeredAt: attempt.answered_at, endedAt: attempt.ended_at });

/** Of the call in which it was spoken last. */
function talkOf(row: Finished, attempts: readonly Schema['attempt'][]): number | null {
  const last = attempts.find(({ id }) => id === row.attempt_id) ?? attempts.at(-1);
  return last ? talkSeconds(timesOf(last)) : null;
}

interface Told {
  readonly content: QuestionnaireContent;
  readonly facts: DischargeFacts;
  readonly corrected: ReadonlySet<string>;
  readonly calls: readonly CallTimes[];
}

/** Every item that applied, answered or not, by aspect. When each was answered is told only where it was recorded call by call. */
function aspectsOf({ content, facts, corrected, calls }: Told, stored: readonly Schema['answer'][]): InterviewSheet['aspects'] {
  const byCode = new Map(stored.map((answer) => [answer.item_code, answer]));
  const values = new Map(stored.map((answer) => [answer.item_code, JSON.parse(answer.value) as string[]]));
  const timed = new Set(stored.map((answer) => answer.answered_at)).size > 1;
  const shown = visibleItems(content, values, facts).map((item) => {
    const answer = byCode.get(item.code);
    const value = values.get(item.code) ?? [];
    return {
      item,
      value,
      words: wordsOf(item, value),
      objection: answer?.objection === 1,
      counted: answer?.counted === 1,
      second: timed && answer ? secondOfTalk(answer.answered_at, calls) : null,
      corrected: corrected.has(item.code),
    };
  });
  return content.aspects
    .map(({ code, name }) => ({ aspect: code, name, answers: shown.filter(({ item }) => item.aspect === code) }))
    .filter(({ answers }) => answers.length > 0);
}

async function patientOf(db: Db, row: Finished): Promise<InterviewSheet['patient']> {
  return db
    .selectFrom('discharge')
    .innerJoin('department', 'department.id', 'discharge.department_id')
    .select(['discharge.name', 'sex', 'age_text as ageText', 'department.name as department', 'department_id as departmentId'])
    .select(['discharge_date as dischargeDate', 'diagnosis'])
    .where('discharge.id', '=', row.discharge_id)
    .executeTakeFirstOrThrow();
}

/** The corrections of an interview, and whether the reader may add one. */
export async function correctionsFor(
  ctx: Context,
  row: Schema['interview'],
  content: QuestionnaireContent,
): Promise<{ corrections: CorrectionShown[]; mayCorrect: boolean }> {
  const { corrections } = await correctionsOf(ctx.db, row.id, content);
  return { corrections, mayCorrect: row.finished_at !== null && (await readerMayCorrect(ctx, { ...row, finished_at: row.finished_at })) };
}

export async function readerMayCorrect({ db, actor, now }: Context, row: Finished): Promise<boolean> {
  const sentBack = await isSentBack(db, row.id);
  return mayCorrect({ role: actor.role, own: row.nurse_id === actor.id, sentBack }, row.finished_at, now);
}

/** @throws Refusal as `finishedInterviewOf` */
export async function sheetOf(ctx: Context, interviewId: string): Promise<InterviewSheet> {
  const { db, actor } = ctx;
  const row = await finishedInterviewOf(ctx, interviewId);
  const { content, version } = await questionnaireOf(db, row.questionnaire_version_id);
  const facts = (await factsOf(db, [row.discharge_id])).get(row.discharge_id) ?? unknownFacts;
  const people = await db
    .selectFrom('app_user')
    .select(['id', 'name'])
    .where('id', 'in', [row.nurse_id, row.begun_by ?? row.nurse_id])
    .execute();
  const nameOf = (userId: string | null) => people.find(({ id }) => id === userId)?.name;
  const attempts = await attemptsOf(db, row.follow_up_id);
  const { corrections, itemCodes } = await correctionsOf(db, interviewId, content);
  const titles = new Map(content.items.map((item) => [item.code, item.title]));
  const own = row.nurse_id === actor.id;
  auditView(ctx, 'calling.viewInterview', interviewId);
  const stored = await answersOf(db, interviewId);
  const values = new Map(stored.map((answer) => [answer.item_code, JSON.parse(answer.value) as string[]]));
  const opinions = await opinionsOf(db, interviewId);
  const contradicting = new Set(
    takenBack(
      content,
      values,
      opinions.map(({ asked_item, ...one }) => ({ ...one, askedItem: asked_item })),
    ).map(({ id }) => id),
  );
  return {
    interviewId,
    followUpId: row.follow_up_id,
    dischargeId: row.discharge_id,
    version: row.version,
    state: row.state,
    nurse: nameOf(row.nurse_id) ?? systemActor.name,
    begunBy: row.begun_by === row.nurse_id ? null : (nameOf(row.begun_by) ?? null),
    own,
    questionnaire: `${content.title} 第 ${version} 版`,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    talkSeconds: talkOf(row, attempts),
    patient: await patientOf(db, row),
    answerer: row.answerer,
    relation: row.relation,
    consent: row.consent === null ? null : row.consent === 1,
    condition: row.condition,
    revisitDate: row.revisit_date,
    satisfied: row.satisfied === null ? null : row.satisfied === 1,
    objections: row.objections,
    aspects: aspectsOf({ content, facts, corrected: itemCodes, calls: attempts.map(timesOf) }, stored),
    possible: [...possibleItems(content, facts)],
    facts,
    opinions: opinions.map((opinion) => ({
      id: opinion.id,
      number: opinion.number,
      kind: opinion.kind,
      askedItem: opinion.asked_item,
      takenBack: contradicting.has(opinion.id),
      itemCode: opinion.item_code,
      itemTitle: titles.get(opinion.item_code ?? '') ?? '',
      aspect: opinion.aspect,
      departmentId: opinion.department_id,
      department: opinion.department,
      severity: opinion.severity,
      text: opinion.text,
      staffName: opinion.staff_name,
      state: opinion.state,
    })),
    attempts: attempts.map((attempt) => ({
      ordinal: attempt.ordinal,
      startedAt: attempt.started_at,
      endedAt: attempt.ended_at,
      outcome: attempt.outcome,
      nurse: attempt.nurse ?? systemActor.name,
      note: attempt.note,
      incoming: attempt.incoming === 1,
    })),
    corrections,
    mayCorrect: await readerMayCorrect(ctx, row),
    nurseCorrectsUntil: nurseCorrectsUntil(row.finished_at),
  };
}
