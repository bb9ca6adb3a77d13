/** Ends a call: records its outcome and updates the follow-up. */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Settings } from '../../../shared/base/contract/settings.ts';
import type { AttemptOutcome } from '../../../shared/base/contract/words.ts';
import { civilDateOf, civilTimeOf, laterOf } from '../../../shared/base/rules/time.ts';
import { mayUndo, undoUntil } from '../../../shared/calls/rules/undo.ts';
import { talkSeconds } from '../../../shared/statistics/rules/talkTime.ts';
import type { DoNotCallOrder } from '../../../shared/worklist/contract/doNotCall.ts';
import { afterAttempt, callingHours, mayEndWith, outcomeRules } from '../../../shared/worklist/rules/attempts.ts';
import type { Context } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { readSettings } from '../base/settings.ts';
import { sendUrgent } from '../feedback/index.ts';
import {
  demandGate,
  type Finishable,
  finishable,
  finishInterview,
  gateOf,
  leaveIneligible,
  leaveUnkept,
  tallyOf,
} from '../interviews/index.ts';
import { awaitTurn, endedTries, heldFollowUp, holdEnd, listedPatients, markBad, reachOf } from '../worklist/index.ts';
import { putOnList } from './addToDoNotCall.ts';
import { rememberDeaths } from './deaths.ts';
import { beforeEnd, type Ending, endingOf, saidAtEnd } from './ending.ts';
import { followUpAfter } from './followUpAfter.ts';

type EndCall = Input<'calls', 'endCall'>;
type Ended = Output<'calls', 'endCall'>;

const longestAppointmentDays = 60;

function demand(input: EndCall, now: string, settings: Pick<Settings, 'dayParts'>): void {
  const rule = outcomeRules[input.outcome];
  if (rule.noteRequired && input.note === '') throw new Refusal('REASON_REQUIRED');
  if (rule.appointmentRequired && !input.appointmentAt) throw new Refusal('BAD_INPUT', { detail: '请选择约定的时间' });
  if (!input.appointmentAt) return;
  const until = new Date(Date.parse(now) + longestAppointmentDays * 86_400_000).toISOString();
  if (input.appointmentAt <= now || input.appointmentAt > until)
    throw new Refusal('BAD_INPUT', { detail: `约定时间应在现在之后、${longestAppointmentDays} 天之内` });
  const { open, hours } = callingHours(input.appointmentAt, settings);
  if (!open && input.note === '') throw new Refusal('APPOINTMENT_OUTSIDE_HOURS', { at: civilTimeOf(input.appointmentAt), hours });
}

/** The interview that may end with this call. An answer on its way is waited for; one that comes later finds it ended. */
async function openInterviewOf(db: Db, followUpId: string): Promise<Schema['interview'] | undefined> {
  return db
    .updateTable('interview')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('follow_up_id', '=', followUpId)
    .where('state', '=', 'open')
    .returningAll()
    .executeTakeFirst();
}

/** Whether a question was answered in the call that began then. */
async function answeredSince(db: Db, interviewId: string, startedAt: string): Promise<boolean> {
  const found = await db
    .selectFrom('answer')
    .select('item_code')
    .where('interview_id', '=', interviewId)
    .where('answered_at', '>=', startedAt)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** The answer to an endCall that was carried out before and is repeated: the same as the first time. */
async function carriedOut(ctx: Context, input: EndCall, attempt: Schema['attempt']): Promise<Ended> {
  const { outcome } = attempt;
  const same = outcome === input.outcome || (input.outcome === 'completed' && outcome === 'partial');
  const ending = endingOf(attempt);
  const otherwise = ending?.said !== undefined && ending.said !== saidAtEnd(input);
  if (!outcome || !same || otherwise || (ending?.endedBy ?? attempt.nurse_id) !== ctx.actor.id)
    throw new Refusal('WRONG_STATE', { state: '通话已结束', action: '再次记录结果' });
  if (ending) return ending.answer;
  // A call that an older version ended.
  const row = await ctx.db.selectFrom('follow_up').selectAll().where('id', '=', attempt.follow_up_id).executeTakeFirstOrThrow();
  return {
    outcome,
    followUpState: row.state,
    disposition: row.disposition,
    nextAt: row.next_at,
    registeredFeedback: 0,
    undoUntil: null,
    ...seconds(attempt, attempt.ended_at ?? ctx.now),
  };
}

/** 完成 needs the questionnaire's share of answers; fewer is 中途中断. */
function trueOutcome(outcome: AttemptOutcome, ending: Finishable | undefined): AttemptOutcome {
  if (outcome !== 'completed') return outcome;
  return ending && tallyOf(ending.content, ending.answers, ending.facts).complete ? 'completed' : 'partial';
}

/** A completed interview is whoever's call completed it, whoever began it. */
function creditedTo(attempt: Schema['attempt'], outcome: AttemptOutcome, ending: Finishable): Finishable {
  return outcome === 'completed' ? { ...ending, interview: { ...ending.interview, nurse_id: attempt.nurse_id } } : ending;
}

/** Seconds of the call and of the talk in it; the talk only where it was said when somebody answered. */
function seconds(
  attempt: Pick<Schema['attempt'], 'started_at' | 'answered_at'>,
  endedAt: string,
): Pick<Ended, 'callSeconds' | 'talkSeconds'> {
  const callSeconds = talkSeconds({ answeredAt: attempt.started_at, endedAt }) ?? 0;
  return { callSeconds, talkSeconds: talkSeconds({ answeredAt: attempt.answered_at, endedAt }) };
}

/** The patient, or the number dialled, as the nurse asked with the outcome. */
async function listAfter(ctx: Context, followUp: Schema['follow_up'], attempt: Schema['attempt'], order: DoNotCallOrder): Promise<void> {
  const { scope, ...terms } = order;
  const stay = await ctx.db.selectFrom('discharge').select('patient_id').where('id', '=', followUp.discharge_id).executeTakeFirstOrThrow();
  const phone = await ctx.db
    .selectFrom('phone')
    .select('number')
    .where('id', '=', attempt.phone_id ?? '')
    .executeTakeFirst();
  if (scope === 'number' && !phone) throw new Refusal('NOT_FOUND', { what: '这个号码' });
  // A patient said to be dead is on the list by the outcome itself.
  if (scope === 'patient' && (await listedPatients(ctx.db, civilDateOf(ctx.now))).has(stay.patient_id)) return;
  await putOnList(ctx, { target: scope === 'number' && phone ? { number: phone.number } : { patientId: stay.patient_id }, ...terms });
}

/** The clock of the nurse's machine may be ahead of the core's. */
const clockAheadMs = 60_000;

/**
 * When the call ended: now, or, where its page was closed in the middle of it, when whoever was in it says.
 * @throws Refusal BAD_INPUT for a time before what was said in the call, or in the future
 */
async function endOf(ctx: Context, { endedAt }: EndCall, attempt: Schema['attempt']): Promise<string> {
  // A clock set right in the middle of the call may be behind its beginning.
  if (endedAt === undefined) return laterOf(attempt.answered_at ?? attempt.started_at, ctx.now);
  const { last } = await ctx.db
    .selectFrom('answer')
    .innerJoin('interview', 'interview.id', 'answer.interview_id')
    .select((eb) => eb.fn.max('answer.answered_at').as('last'))
    .where('interview.follow_up_id', '=', attempt.follow_up_id)
    .executeTakeFirstOrThrow();
  const since = [attempt.started_at, attempt.answered_at ?? '', last ?? ''].toSorted().at(-1) ?? '';
  if (endedAt < since || Date.parse(endedAt) > Date.parse(ctx.now) + clockAheadMs)
    throw new Refusal('BAD_INPUT', { detail: `通话结束的时间应在 ${civilDateOf(since)} ${civilTimeOf(since)} 之后、现在之前` });
  return endedAt > ctx.now ? laterOf(since, ctx.now) : endedAt;
}

/**
 * The follow-up of the call, for whoever is in it; the supervisor ends a call that a colleague left behind, and says when it ended.
 * @throws Refusal NOT_HELD, NOT_FOUND, FOLLOW_UP_ENDED
 */
async function followUpInCall(ctx: Context, input: EndCall, attempt: Schema['attempt']): Promise<Schema['follow_up']> {
  if (attempt.nurse_id === ctx.actor.id) return heldFollowUp(ctx, input.followUpId);
  if (ctx.actor.role !== 'supervisor' || input.endedAt === undefined) throw new Refusal('NOT_HELD');
  return ctx.db.selectFrom('follow_up').selectAll().where('id', '=', input.followUpId).executeTakeFirstOrThrow();
}

/**
 * @param heardAt when the hospital heard of it: later than the call where it was written down on paper
 * @throws Refusal NOT_FOUND, NOT_HELD, REASON_REQUIRED, BAD_INPUT (appointment, end), APPOINTMENT_OUTSIDE_HOURS without a note, WRONG_STATE where it ended otherwise before, and as `putOnList`
 */
export async function endCall(ctx: Context, input: EndCall, heardAt = ctx.now): Promise<Ended> {
  await awaitTurn(ctx, input.followUpId);
  const attempt = await ctx.db
    .selectFrom('attempt')
    .selectAll()
    .where('id', '=', input.attemptId)
    .where('follow_up_id', '=', input.followUpId)
    .executeTakeFirst();
  if (!attempt) throw new Refusal('NOT_FOUND', { what: '这次拨打' });
  if (attempt.ended_at !== null) return carriedOut(ctx, input, attempt);
  const followUp = await followUpInCall(ctx, input, attempt);
  const settings = await readSettings(ctx.db);
  demand(input, ctx.now, settings);
  const endedAt = await endOf(ctx, input, attempt);
  const interview = await openInterviewOf(ctx.db, followUp.id);
  const incoming = attempt.incoming === 1;
  const answered = interview !== undefined && (await answeredSince(ctx.db, interview.id, attempt.started_at));
  if (!mayEndWith(input.outcome, { incoming, answered }))
    throw new Refusal('BAD_INPUT', {
      detail: incoming ? '患者打回来的电话不会是没有接通' : '这次通话里已经记下回答，不会是没有接通',
    });
  if (interview && input.outcome === 'completed') demandGate(gateOf(interview));
  const told = interview && (await finishable(ctx, interview));
  const ending = told && (await leaveUnkept(ctx, told, attempt.started_at));
  const outcome = trueOutcome(input.outcome, ending);
  const rule = outcomeRules[outcome];
  const markedBad = rule.nextNumber && attempt.phone_id !== null && (await markBad(ctx.db, attempt.phone_id));
  const reach = await reachOf(ctx, followUp.discharge_id);
  const after = afterAttempt(
    {
      tries: await endedTries(ctx.db, followUp.id),
      incoming,
      dialledAt: attempt.started_at,
      otherNumbers: [...reach.phoneIds].filter((phoneId) => phoneId !== attempt.phone_id).length,
      barred: reach.barred,
      appointmentAt: input.appointmentAt ?? null,
      answered: (ending?.answers.size ?? 0) > 0,
    },
    outcome,
    settings,
    laterOf(endedAt, ctx.now),
  );
  await ctx.db.updateTable('attempt').set({ ended_at: endedAt, outcome, note: input.note }).where('id', '=', attempt.id).execute();
  const goesOn = after.state === 'open' && rule.nextNumber && attempt.nurse_id === ctx.actor.id;
  await ctx.db
    .updateTable('follow_up')
    .set({
      ...followUpAfter(after, { outcome, at: attempt.started_at, endedAt: ctx.now, ordinal: attempt.ordinal }),
      // Whoever is at work then takes it: a colleague, or this nurse where all colleagues are on leave.
      ...(after.otherNurse ? { nurse_id: null, avoid_nurse_id: attempt.nurse_id } : {}),
      ...(goesOn ? { held_until: holdEnd(ctx.now, settings.holdMinutes) } : { held_by: null, held_until: null }),
    })
    .where('id', '=', followUp.id)
    .execute();
  let registeredFeedback = 0;
  // The interview may go on another day; what is urgent in it may not wait for that.
  if (ending && after.state === 'open') registeredFeedback = await sendUrgent({ ...ctx, now: heardAt }, ending.interview.id);
  if (ending && after.state === 'ended')
    registeredFeedback = await finishInterview(
      ctx,
      creditedTo(attempt, outcome, await leaveIneligible(ctx, ending, after.disposition)),
      after.disposition === 'completed' ? 'completed' : 'partial',
      heardAt,
    );
  if (outcome === 'deceased') await rememberDeaths(ctx, [{ dischargeId: followUp.discharge_id, at: ctx.now, nurseId: ctx.actor.id }]);
  ctx.audit('calling.endCall', followUp.id, {
    attemptId: attempt.id,
    outcome,
    state: after.state,
    disposition: after.disposition,
    markedBad,
  });
  if (input.doNotCall) await listAfter(ctx, followUp, attempt, input.doNotCall);
  const { state, disposition, next_at } = await ctx.db
    .selectFrom('follow_up')
    .select(['state', 'disposition', 'next_at'])
    .where('id', '=', followUp.id)
    .executeTakeFirstOrThrow();
  ctx.changed('holds', 'followUps', 'numbers', 'interviews');
  const undoable =
    mayUndo(outcome) && !input.doNotCall && input.endedAt === undefined && !(ending && after.state === 'ended') && ending === told;
  const answer = {
    outcome,
    followUpState: state,
    disposition,
    nextAt: next_at,
    registeredFeedback,
    undoUntil: undoable ? undoUntil(ctx.now) : null,
    ...seconds(attempt, endedAt),
  };
  const kept: Ending = { answer, before: undoable ? beforeEnd(followUp) : null, markedBad, endedBy: ctx.actor.id, said: saidAtEnd(input) };
  await ctx.db
    .updateTable('attempt')
    .set({ ending: JSON.stringify(kept) })
    .where('id', '=', attempt.id)
    .execute();
  return answer;
}
