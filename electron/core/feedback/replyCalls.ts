/** Reply calls: dialled, timed, with an outcome each, and one at a time like every call. */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { ReplyCallOutcome } from '../../../shared/base/contract/words.ts';
import { civilTimeOf } from '../../../shared/base/rules/time.ts';
import type { FeedbackCase } from '../../../shared/feedback/contract/feedback.ts';
import { badNumberOutcomes } from '../../../shared/feedback/rules/replyCalls.ts';
import type { Context } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { readSettings } from '../base/settings.ts';
import { awaitOwnTurn, demandHours, markBad, numberToDial, refuseSecondCall, runningReplyCallOf } from '../worklist/index.ts';
import { caseOf } from './caseView.ts';
import { caseFor } from './change.ts';

/** Dialling waits for whoever dials for the same case. */
async function awaitCase(db: Db, id: string): Promise<void> {
  await db
    .updateTable('feedback')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .execute();
}

/**
 * A number is dialled now. Asked again during the call, it is the same call.
 * @throws Refusal as `caseFor`, `numberToDial` and `demandHours`; CALL_RUNNING (the actor is in another call), NUMBER_BAD
 */
export async function dialReply(ctx: Context, input: Input<'feedback', 'dialReply'>): Promise<FeedbackCase> {
  await awaitOwnTurn(ctx);
  await awaitCase(ctx.db, input.id);
  const { row } = await caseFor(ctx, input, 'reply', 'accepted');
  const own = await runningReplyCallOf(ctx.db, ctx.actor.id);
  if (own?.feedback_id === row.id) return caseOf(ctx, row.id);
  await refuseSecondCall(ctx, null);
  const phone = await numberToDial(ctx, row.discharge_id ?? '', input.phoneId);
  if (phone.bad === 1) throw new Refusal('NUMBER_BAD');
  const reason = input.offHoursReason ?? '';
  const inHours = demandHours(ctx, await readSettings(ctx.db), reason);
  const callId = ctx.newId();
  await ctx.db
    .insertInto('reply_call')
    .values({
      id: callId,
      feedback_id: row.id,
      round: row.round,
      user_id: ctx.actor.id,
      phone_id: phone.id,
      started_at: ctx.now,
      ended_at: null,
      outcome: null,
      off_hours_reason: inHours ? '' : reason,
    })
    .execute();
  ctx.audit('feedback.dialReply', row.id, { number: row.number, callId, phoneId: phone.id, inHours });
  ctx.changed('feedback');
  return caseOf(ctx, row.id);
}

/** Ends a call; a number that is of no use is marked so. */
export async function endOf(ctx: Context, call: Pick<Schema['reply_call'], 'id' | 'feedback_id' | 'phone_id'>, outcome: ReplyCallOutcome) {
  await ctx.db.updateTable('reply_call').set({ ended_at: ctx.now, outcome }).where('id', '=', call.id).execute();
  const markedBad = badNumberOutcomes.includes(outcome) && call.phone_id !== null && (await markBad(ctx.db, call.phone_id));
  ctx.audit('feedback.endReplyCall', call.feedback_id, { callId: call.id, outcome, markedBad });
  ctx.changed('feedback', 'numbers');
}

/** @throws Refusal NOT_FOUND, CALL_OF_COLLEAGUE (only the supervisor ends it), WRONG_STATE where it ended otherwise */
export async function endReplyCall(ctx: Context, input: Input<'feedback', 'endReplyCall'>): Promise<FeedbackCase> {
  const found = await caseOf(ctx, input.id);
  await awaitCase(ctx.db, found.id);
  const call = await ctx.db
    .selectFrom('reply_call')
    .leftJoin('app_user', 'app_user.id', 'reply_call.user_id')
    .selectAll('reply_call')
    .select('app_user.name as caller')
    .where('reply_call.id', '=', input.callId)
    .where('feedback_id', '=', found.id)
    .executeTakeFirst();
  if (!call) throw new Refusal('NOT_FOUND', { what: '这次回复电话' });
  if (call.user_id !== ctx.actor.id && ctx.actor.role === 'nurse')
    throw new Refusal('CALL_OF_COLLEAGUE', { name: call.caller ?? '同事', since: civilTimeOf(call.started_at) });
  if (call.ended_at === null) await endOf(ctx, call, input.outcome);
  else if (call.outcome !== input.outcome) throw new Refusal('WRONG_STATE', { state: '通话已结束', action: '再次记录结果' });
  return caseOf(ctx, found.id);
}

/** The user's own call without an outcome, for the bar on every screen. */
export async function runningReplyCall({ db, actor }: Context): Promise<Output<'feedback', 'runningReplyCall'>> {
  const call = await runningReplyCallOf(db, actor.id);
  return call ? { feedbackId: call.feedback_id, number: call.number, name: call.name ?? '', startedAt: call.started_at } : null;
}
