/** Finds the call that a user has not ended: a user has one at a time, and it must end before another begins. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { civilTimeOf } from '../../../shared/base/rules/time.ts';
import type { Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';

/**
 * The hold of a follow-up lasts as long as its call: until this instant, which never comes. A running call is taken over
 * by nobody merely because time passed.
 */
export const whileInCall = '2099-12-31T23:59:59.999Z';

/** Two windows of one user that dial follow one another: the second finds the call of the first. */
export async function awaitOwnTurn({ db, actor }: Context): Promise<void> {
  await db
    .updateTable('app_user')
    .set((eb) => ({ active: eb.ref('active') }))
    .where('id', '=', actor.id)
    .execute();
}

/** The user's call without an outcome, the oldest first; undefined where there is none. */
export async function runningCallOf({ db }: Context, userId: string) {
  return db
    .selectFrom('attempt')
    .innerJoin('follow_up', 'follow_up.id', 'attempt.follow_up_id')
    .innerJoin('discharge', 'discharge.id', 'follow_up.discharge_id')
    .select(['attempt.id', 'attempt.follow_up_id', 'attempt.started_at', 'discharge.name'])
    .where('attempt.nurse_id', '=', userId)
    .where('attempt.ended_at', 'is', null)
    .where('follow_up.state', '=', 'open')
    .orderBy('attempt.started_at')
    .orderBy('attempt.id')
    .executeTakeFirst();
}

/** The call of a follow-up that runs; undefined where there is none. */
export async function openAttemptOf({ db }: Context, followUpId: string) {
  return db
    .selectFrom('attempt')
    .leftJoin('app_user', 'app_user.id', 'attempt.nurse_id')
    .select(['attempt.id', 'attempt.nurse_id', 'attempt.started_at', 'app_user.name as nurse'])
    .where('follow_up_id', '=', followUpId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

/** The user's call with a reply to an opinion that has no outcome; undefined where there is none. */
export async function runningReplyCallOf(db: Db, userId: string) {
  return db
    .selectFrom('reply_call')
    .innerJoin('feedback', 'feedback.id', 'reply_call.feedback_id')
    .leftJoin('discharge', 'discharge.id', 'feedback.discharge_id')
    .select(['reply_call.id', 'reply_call.feedback_id', 'reply_call.started_at', 'feedback.number', 'discharge.name'])
    .where('reply_call.user_id', '=', userId)
    .where('reply_call.ended_at', 'is', null)
    .executeTakeFirst();
}

/** @throws Refusal CALL_RUNNING where the actor is in a call, but for this follow-up's */
export async function refuseSecondCall(ctx: Context, followUpId: string | null): Promise<void> {
  const call = await runningCallOf(ctx, ctx.actor.id);
  const running = call && call.follow_up_id !== followUpId ? call : await runningReplyCallOf(ctx.db, ctx.actor.id);
  if (running) throw new Refusal('CALL_RUNNING', { name: running.name ?? '患者', since: civilTimeOf(running.started_at) });
}

/** @throws Refusal CALL_OF_COLLEAGUE where somebody else is in a call with this follow-up */
export async function refuseColleaguesCall(ctx: Context, followUpId: string): Promise<void> {
  const open = await openAttemptOf(ctx, followUpId);
  if (!open || open.nurse_id === ctx.actor.id) return;
  throw new Refusal('CALL_OF_COLLEAGUE', { name: open.nurse ?? '同事', since: civilTimeOf(open.started_at) });
}
