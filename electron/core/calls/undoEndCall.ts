/**
 * Undoes the end of an unanswered call for a short time after it was recorded: the call continues as if it had not
 * ended.
 */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Context } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { awaitOwnTurn, awaitTurn, openAttemptOf, refuseSecondCall, whileInCall } from '../worklist/index.ts';
import { type Ending, endingOf } from './ending.ts';

/** Whether a reserve was drawn in its place. */
async function isReplaced(db: Db, followUpId: string): Promise<boolean> {
  const found = await db.selectFrom('replacement').select('id').where('follow_up_id', '=', followUpId).executeTakeFirst();
  return found !== undefined;
}

/** Whether the follow-up is still as this end left it, and whose it was. No outcome that may be undone gives it to another nurse. */
function untouched(followUp: Schema['follow_up'], attempt: Schema['attempt'], { answer, before }: Ending, actorId: string): boolean {
  const { state, disposition, attempts, next_at, held_by, nurse_id } = followUp;
  return (
    attempts === attempt.ordinal &&
    state === answer.followUpState &&
    disposition === answer.disposition &&
    next_at === answer.nextAt &&
    nurse_id === before?.nurse_id &&
    (held_by === null || held_by === actorId)
  );
}

/** @throws Refusal NOT_FOUND, CALL_RUNNING (another call was begun meanwhile), UNDO_TOO_LATE */
export async function undoEndCall(ctx: Context, input: Input<'calls', 'undoEndCall'>): Promise<Output<'calls', 'undoEndCall'>> {
  const { followUpId, attemptId } = input;
  await awaitOwnTurn(ctx);
  await awaitTurn(ctx, followUpId);
  const attempt = await ctx.db
    .selectFrom('attempt')
    .selectAll()
    .where('id', '=', attemptId)
    .where('follow_up_id', '=', followUpId)
    .where('nurse_id', '=', ctx.actor.id)
    .executeTakeFirst();
  if (!attempt) throw new Refusal('NOT_FOUND', { what: '这次拨打' });
  // A repeat finds the call running again.
  if (attempt.ended_at === null) return { attemptId };
  await refuseSecondCall(ctx, followUpId);
  const followUp = await ctx.db.selectFrom('follow_up').selectAll().where('id', '=', followUpId).executeTakeFirstOrThrow();
  const ending = endingOf(attempt);
  const inTime = (ending?.answer.undoUntil ?? '') >= ctx.now;
  if (!ending?.before || !inTime || !untouched(followUp, attempt, ending, ctx.actor.id)) throw new Refusal('UNDO_TOO_LATE');
  if ((await openAttemptOf(ctx, followUpId)) || (await isReplaced(ctx.db, followUpId))) throw new Refusal('UNDO_TOO_LATE');
  await ctx.db.updateTable('attempt').set({ ended_at: null, outcome: null, note: '', ending: null }).where('id', '=', attemptId).execute();
  await ctx.db
    .updateTable('follow_up')
    .set({ ...ending.before, state: 'open', disposition: null, ended_at: null, held_by: ctx.actor.id, held_until: whileInCall })
    .where('id', '=', followUpId)
    .execute();
  if (ending.markedBad && attempt.phone_id) await ctx.db.updateTable('phone').set({ bad: 0 }).where('id', '=', attempt.phone_id).execute();
  ctx.audit('calling.undoEndCall', followUpId, { attemptId, outcome: ending.answer.outcome });
  ctx.changed('holds', 'followUps', 'numbers');
  return { attemptId };
}
