/** 患者回拨 (a patient calls the hospital): whoever answers continues the follow-up. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Context } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';
import { awaitOwnTurn, awaitTurn, giveBackOthers, openAttemptOf, refuseColleaguesCall, refuseSecondCall } from '../worklist/index.ts';
import { openAttempt } from './dial.ts';

/**
 * Takes the follow-up, from a colleague too unless she is in a call with it, and opens an incoming attempt. The calling
 * hours do not matter: it is the patient who calls.
 * @throws Refusal CALL_RUNNING (the actor is in another call), NOT_FOUND, FOLLOW_UP_ENDED, CALL_OF_COLLEAGUE
 */
export async function callBack(ctx: Context, { followUpId }: Input<'calls', 'callBack'>): Promise<Output<'calls', 'callBack'>> {
  await awaitOwnTurn(ctx);
  await refuseSecondCall(ctx, followUpId);
  await awaitTurn(ctx, followUpId);
  const row = await ctx.db.selectFrom('follow_up').select(['state', 'held_by']).where('id', '=', followUpId).executeTakeFirst();
  if (!row) throw new Refusal('NOT_FOUND', { what: '这位患者的回访任务' });
  if (row.state === 'ended') throw new Refusal('FOLLOW_UP_ENDED');
  await refuseColleaguesCall(ctx, followUpId);
  const open = await openAttemptOf(ctx, followUpId);
  if (open) return { attemptId: open.id };
  const attemptId = await openAttempt(ctx, followUpId, { phone_id: null, off_hours_reason: '', incoming: 1 });
  await giveBackOthers(ctx, followUpId);
  ctx.audit('calling.callBack', followUpId, { attemptId, from: row.held_by });
  ctx.changed('holds', 'followUps');
  return { attemptId };
}
