/**
 * Enters a filled-in sheet: each call passes through the same steps as a live one, at the time written on the paper.
 */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { attemptOutcomes } from '../../../shared/base/contract/words.ts';
import { civilDateOf, civilTimeOf } from '../../../shared/base/rules/time.ts';
import type { PaperCall, PaperInterview } from '../../../shared/paper/contract/paper.ts';
import { overlapOf, paperTimesComplaint } from '../../../shared/paper/rules/paper.ts';
import { visibleItems } from '../../../shared/questionnaires/rules/questionnaire.ts';
import { closedTimesOf } from '../accounts/index.ts';
import type { Actor, Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { endCall, endingOf, fingerprintOf, recordDial } from '../calls/index.ts';
import { beginInterview, factsOf, saveAnswer, saveOpinion, saveProgress, unknownFacts } from '../interviews/index.ts';
import { questionnaireOf } from '../questionnaires/index.ts';
import { awaitOwnTurn, awaitTurn, holdEnd } from '../worklist/index.ts';
import { paperSince } from './paperForm.ts';
import { followUpForPaper } from './paperSheets.ts';

type Entry = Input<'paper', 'enterPaper'>;
type FollowUp = Awaited<ReturnType<typeof followUpForPaper>>;

const minute = (instant: string) => `${civilDateOf(instant)} ${civilTimeOf(instant)}`;

/** Who made the calls. @throws Refusal FORBIDDEN where a nurse writes for another, NOT_FOUND (the nurse), as `refuseWhileAway` */
async function callerOf(ctx: Context, { nurseId, calls }: Entry): Promise<Actor> {
  if (nurseId === undefined || nurseId === ctx.actor.id) return ctx.actor;
  if (ctx.actor.role === 'nurse') throw new Refusal('FORBIDDEN');
  const row = await ctx.db
    .selectFrom('app_user')
    .select(['id', 'name', 'role'])
    .where('id', '=', nurseId)
    .where('role', 'in', ['nurse', 'supervisor'])
    .executeTakeFirst();
  if (!row) throw new Refusal('NOT_FOUND', { what: '这位回访员' });
  await refuseWhileAway(ctx.db, row, calls);
  return { ...row, departmentId: null };
}

/** Nobody calls while their log-in is closed; calls made before may be typed in. @throws Refusal BAD_INPUT */
async function refuseWhileAway(db: Db, { id, name }: Pick<Actor, 'id' | 'name'>, calls: readonly PaperCall[]): Promise<void> {
  const away = await closedTimesOf(db, id);
  const index = calls.findIndex(({ endedAt }) => away.some(({ from, until }) => endedAt > from && (until === null || endedAt < until)));
  if (index < 0) return;
  throw new Refusal('BAD_INPUT', { detail: `第 ${index + 1} 次拨打时${name}的账号已经停用，请核对时间或打电话的人` });
}

/** The sheet, and that nobody called since it was printed. @throws Refusal NOT_FOUND, CALLED_SINCE_PRINTED */
async function sheetOf(ctx: Context, followUp: FollowUp, sheetId: string | null) {
  if (sheetId === null) return null;
  const sheet = await ctx.db
    .selectFrom('paper_sheet')
    .selectAll()
    .where('id', '=', sheetId)
    .where('follow_up_id', '=', followUp.id)
    .executeTakeFirst();
  if (!sheet) throw new Refusal('NOT_FOUND', { what: '这张回访单' });
  const since = await ctx.db
    .selectFrom('attempt')
    .leftJoin('app_user', 'app_user.id', 'attempt.nurse_id')
    .select(['started_at', 'outcome', 'app_user.name as nurse'])
    .where('follow_up_id', '=', followUp.id)
    .where('ordinal', '>', sheet.attempts)
    // What was typed in from this sheet before belongs to it.
    .where((eb) => eb.or([eb('sheet_id', 'is', null), eb('sheet_id', '!=', sheet.id)]))
    .orderBy('ordinal')
    .limit(1)
    .executeTakeFirst();
  if (since)
    throw new Refusal('CALLED_SINCE_PRINTED', {
      printed: minute(sheet.at),
      called: minute(since.started_at),
      nurse: since.nurse ?? '系统',
      outcome: since.outcome ? attemptOutcomes.zh[since.outcome] : '通话中',
    });
  return sheet;
}

/** Calls, and calls with a reply, that the caller or the patient spoke in between two instants. */
async function callsBetween({ db, now }: Context, dischargeId: string, callerId: string, from: string, until: string) {
  const patientOf = db.selectFrom('discharge').select('discharge.patient_id').where('discharge.id', '=', dischargeId);
  const stays = db.selectFrom('discharge').select('discharge.id').where('discharge.patient_id', '=', patientOf);
  const live = db
    .selectFrom('attempt')
    .innerJoin('follow_up', 'follow_up.id', 'attempt.follow_up_id')
    .leftJoin('app_user', 'app_user.id', 'attempt.nurse_id')
    .select(['attempt.started_at as startedAt', 'attempt.ended_at as endedAt', 'attempt.nurse_id as nurseId', 'app_user.name as nurse'])
    .where('attempt.started_at', '<', until)
    .where((eb) => eb.or([eb('attempt.ended_at', 'is', null), eb('attempt.ended_at', '>', from)]))
    .where((eb) => eb.or([eb('attempt.nurse_id', '=', callerId), eb('follow_up.discharge_id', 'in', stays)]));
  const replies = db
    .selectFrom('reply_call')
    .innerJoin('feedback', 'feedback.id', 'reply_call.feedback_id')
    .leftJoin('app_user', 'app_user.id', 'reply_call.user_id')
    .select([
      'reply_call.started_at as startedAt',
      'reply_call.ended_at as endedAt',
      'reply_call.user_id as nurseId',
      'app_user.name as nurse',
    ])
    .where('reply_call.started_at', '<', until)
    .where((eb) => eb.or([eb('reply_call.ended_at', 'is', null), eb('reply_call.ended_at', '>', from)]))
    .where((eb) => eb.or([eb('reply_call.user_id', '=', callerId), eb('feedback.discharge_id', 'in', stays)]));
  const rows = [...(await live.execute()), ...(await replies.execute())];
  return rows.map((one) => ({ ...one, endedAt: one.endedAt ?? now })).toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
}

/**
 * Nobody speaks in two calls at once: neither who called nor the patient.
 * @throws Refusal BAD_INPUT with the call that was known
 */
async function refuseOverlap(ctx: Context, followUp: FollowUp, caller: Actor, calls: readonly PaperCall[]): Promise<void> {
  const [from = ''] = calls.map(({ startedAt }) => startedAt).toSorted();
  const until =
    calls
      .map(({ endedAt }) => endedAt)
      .toSorted()
      .at(-1) ?? '';
  const overlap = overlapOf(calls, await callsBetween(ctx, followUp.discharge_id, caller.id, from, until));
  if (!overlap) return;
  const { startedAt, endedAt, nurseId, nurse } = overlap.known;
  const when = `${minute(startedAt)}–${civilTimeOf(endedAt)}`;
  const who = nurseId === caller.id ? `${caller.name}在 ${when} 有另一次通话` : `这位患者在 ${when} 正与${nurse ?? '系统'}通话`;
  throw new Refusal('BAD_INPUT', { detail: `第 ${overlap.index + 1} 次拨打与别的通话时间重叠：${who}，请核对时间` });
}

/** Answers in the questionnaire's order, without those to items that do not apply; then the opinions. */
async function writeInterview(ctx: Context, followUp: FollowUp, attemptId: string, told: PaperInterview, sheetVersion?: string) {
  const begun = await beginInterview(ctx, { followUpId: followUp.id, attemptId }, sheetVersion);
  const { questionnaire_version_id } = await ctx.db
    .selectFrom('interview')
    .select('questionnaire_version_id')
    .where('id', '=', begun.id)
    .executeTakeFirstOrThrow();
  const { content } = await questionnaireOf(ctx.db, questionnaire_version_id);
  const facts = (await factsOf(ctx.db, [followUp.discharge_id])).get(followUp.discharge_id) ?? unknownFacts;
  let version = begun.version;
  const next = () => ({ interviewId: begun.id, requestId: ctx.newId(), expectedVersion: version });
  const { answerer, consent, relation, condition, revisitDate } = told;
  const gate = { ...(answerer === null ? {} : { answerer }), ...(consent === null ? {} : { consent }), relation };
  version = (await saveProgress(ctx, { ...next(), step: 'closing', ...gate, condition, revisitDate })).version;
  const answers = new Map(Object.entries(told.answers));
  const unknown = [...answers.keys()].find((code) => content.items.every((item) => item.code !== code));
  if (unknown) throw new Refusal('BAD_INPUT', { detail: `问卷里没有题目 ${unknown}` });
  const drafts = new Map<string, string>();
  for (const { code } of visibleItems(content, answers, facts)) {
    const value = answers.get(code);
    if (!value) continue;
    const saved = await saveAnswer(ctx, { ...next(), itemCode: code, value });
    version = saved.version;
    if (saved.opinion) drafts.set(code, saved.opinion.id);
  }
  for (const opinion of told.opinions) {
    const opinionId = drafts.get(opinion.itemCode ?? '') ?? ctx.newId();
    drafts.delete(opinion.itemCode ?? '');
    version = (await saveOpinion(ctx, { ...next(), ...opinion, opinionId, askedItem: opinion.itemCode, suggested: null })).version;
  }
}

/** An outcome of a conversation needs one, any other has none. */
function fits(calls: readonly PaperCall[], interview: PaperInterview | null): void {
  const last = calls.at(-1)?.outcome;
  const talked = last === 'completed' || last === 'partial';
  if (calls.slice(0, -1).some((call) => call.outcome === 'completed'))
    throw new Refusal('BAD_INPUT', { detail: '“完成”只能是最后一次拨打的结果' });
  if (talked && !interview) throw new Refusal('BAD_INPUT', { detail: `结果是“${attemptOutcomes.zh[last]}”，请录入问卷的回答` });
}

/**
 * @throws Refusal NOT_FOUND, FOLLOW_UP_ENDED, HELD_BY_OTHER, CALLED_SINCE_PRINTED, FORBIDDEN, BAD_INPUT (times, answers, a call
 * after the end), and as `dial`, `endCall` and `saveAnswer`
 */
export async function enterPaper(ctx: Context, input: Entry): Promise<Output<'paper', 'enterPaper'>> {
  const caller = await callerOf(ctx, input);
  await awaitOwnTurn({ ...ctx, actor: caller });
  await awaitTurn(ctx, input.followUpId);
  const before = await typedInBefore(ctx, input);
  if (before) return before;
  const followUp = await followUpForPaper(ctx, input.followUpId);
  const running = await ctx.db
    .selectFrom('attempt')
    .select('id')
    .where('follow_up_id', '=', followUp.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (running) throw new Refusal('WRONG_STATE', { state: '通话中', action: '补录纸质回访' });
  const sheet = await sheetOf(ctx, followUp, input.sheetId);
  const wrong = paperTimesComplaint(input.calls, { since: await paperSince(ctx, followUp, sheet?.at ?? null), now: ctx.now });
  if (wrong) throw new Refusal('BAD_INPUT', { detail: wrong });
  await refuseOverlap(ctx, followUp, caller, input.calls);
  fits(input.calls, input.interview);
  let ended: Awaited<ReturnType<typeof endCall>> | undefined;
  for (const [index, call] of input.calls.entries()) {
    if (ended?.followUpState === 'ended') throw new Refusal('BAD_INPUT', { detail: `第 ${index + 1} 次拨打之前回访已经结束` });
    ended = await replay(ctx, { followUp, caller, call, sheet, interview: index === input.calls.length - 1 ? input.interview : null });
  }
  if (!ended) throw new Refusal('BAD_INPUT', { detail: '请录入至少一次拨打' });
  await ctx.db.updateTable('follow_up').set({ held_by: null, held_until: null }).where('id', '=', followUp.id).execute();
  ctx.audit('calling.enterPaper', followUp.id, {
    calls: input.calls.length,
    outcome: ended.outcome,
    sheet: sheet?.number ?? '',
    for: caller.id,
  });
  ctx.changed('paper', 'holds', 'followUps', 'numbers', 'interviews');
  await rememberEntry(ctx, input);
  return answerOf(ended);
}

type Answer = Output<'paper', 'enterPaper'>;

const answerOf = ({ outcome, followUpState, disposition, nextAt, registeredFeedback }: Answer): Answer => ({
  outcome,
  followUpState,
  disposition,
  nextAt,
  registeredFeedback,
});

/** The last call that was typed in of a follow-up, by whoever types now. */
const lastTypedIn = ({ db, actor }: Context, followUpId: string) =>
  db
    .selectFrom('attempt')
    .select(['id', 'ending'])
    .where('follow_up_id', '=', followUpId)
    .where('entered_by', '=', actor.id)
    .orderBy('ordinal', 'desc')
    .limit(1)
    .executeTakeFirst();

/** What the same paper was answered when it was typed in before; null where it was not. */
async function typedInBefore(ctx: Context, input: Entry): Promise<Answer | null> {
  const last = await lastTypedIn(ctx, input.followUpId);
  const ending = last ? endingOf(last) : null;
  return ending !== null && ending.paper === fingerprintOf(input) ? answerOf(ending.answer) : null;
}

async function rememberEntry(ctx: Context, input: Entry): Promise<void> {
  const last = await lastTypedIn(ctx, input.followUpId);
  const ending = last ? endingOf(last) : null;
  if (!last || !ending) return;
  await ctx.db
    .updateTable('attempt')
    .set({ ending: JSON.stringify({ ...ending, paper: fingerprintOf(input) }) })
    .where('id', '=', last.id)
    .execute();
}

interface Replay {
  readonly followUp: FollowUp;
  readonly caller: Actor;
  readonly call: PaperCall;
  readonly sheet: { readonly id: string; readonly questionnaire_version_id: string } | null;
  readonly interview: PaperInterview | null;
}

async function replay(ctx: Context, { followUp, caller, call, sheet, interview }: Replay) {
  const at = (now: string): Context => ({ ...ctx, actor: caller, now });
  await ctx.db
    .updateTable('follow_up')
    .set({ held_by: caller.id, held_until: holdEnd(ctx.now, 1) })
    .where('id', '=', followUp.id)
    .execute();
  const { startedAt, endedAt, phoneId, offHoursReason, ...end } = call;
  const dialled = { followUpId: followUp.id, phoneId, ...(offHoursReason ? { offHoursReason } : {}) };
  const { attemptId } = await recordDial(at(startedAt), dialled, { made: 'on paper' });
  await ctx.db
    .updateTable('attempt')
    .set({ entered_at: ctx.now, entered_by: ctx.actor.id, sheet_id: sheet?.id ?? null })
    .where('id', '=', attemptId)
    .execute();
  if (interview) await writeInterview(at(startedAt), followUp, attemptId, interview, sheet?.questionnaire_version_id);
  return endCall(at(endedAt), { ...end, followUpId: followUp.id, attemptId }, ctx.now);
}
