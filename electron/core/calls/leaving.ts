/** Moves calls and hand-over notes away from a user who can no longer call. */
import type { Actor, Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import { holdEnd } from '../worklist/index.ts';
import { endCall } from './endCall.ts';

/** Calls of these users without an outcome that no colleague has taken over. */
function runningCalls(db: Db, users: readonly string[]) {
  return db
    .selectFrom('attempt')
    .innerJoin('follow_up', 'follow_up.id', 'attempt.follow_up_id')
    .select(['attempt.id', 'attempt.follow_up_id', 'attempt.nurse_id', 'attempt.answered_at', 'attempt.incoming'])
    .where('attempt.ended_at', 'is', null)
    .where('attempt.nurse_id', 'in', users)
    .where('follow_up.state', '=', 'open')
    .where((eb) => eb.or([eb('follow_up.held_by', 'is', null), eb('follow_up.held_by', '=', eb.ref('attempt.nurse_id'))]))
    .orderBy('attempt.id');
}

/** Notes written for these users by name that they have not read. */
function unreadNotes(db: Db, users: readonly string[]) {
  return db
    .selectFrom('hand_over')
    .select('hand_over.id')
    .where('to_user_id', 'in', users)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('hand_over_read')
            .select('hand_over_read.user_id')
            .whereRef('hand_over_read.hand_over_id', '=', 'hand_over.id')
            .whereRef('hand_over_read.user_id', '=', 'hand_over.to_user_id'),
        ),
      ),
    )
    .orderBy('hand_over.id');
}

export const callsOf = async (db: Db, users: readonly string[]): Promise<number> =>
  users.length === 0 ? 0 : (await runningCalls(db, users).execute()).length;

export const handOversOf = async (db: Db, users: readonly string[]): Promise<number> =>
  users.length === 0 ? 0 : (await unreadNotes(db, users).execute()).length;

/**
 * Ends the calls that a caller left without an outcome, as what is known of them: broken off where somebody had answered, else no
 * answer. They stay the caller's. Whatever else the caller holds is given back.
 */
export async function endCallsOf(ctx: Context, caller: Actor): Promise<void> {
  for (const call of await runningCalls(ctx.db, [caller.id]).execute()) {
    await ctx.db
      .updateTable('follow_up')
      .set({ held_by: caller.id, held_until: holdEnd(ctx.now, 1) })
      .where('id', '=', call.follow_up_id)
      .execute();
    const answered = call.answered_at !== null || call.incoming === 1;
    await endCall(
      { ...ctx, actor: caller },
      {
        followUpId: call.follow_up_id,
        attemptId: call.id,
        outcome: answered ? 'partial' : 'no_answer',
        note: '回访员离岗时还没有记录结果，由管理员停用账号时结束',
      },
    );
  }
  await ctx.db.updateTable('follow_up').set({ held_by: null, held_until: null }).where('held_by', '=', caller.id).execute();
}

/** Unread notes go to a colleague, or to the next shift (null). */
export async function moveHandOvers(ctx: Context, from: string, to: string | null): Promise<void> {
  const ids = (await unreadNotes(ctx.db, [from]).execute()).map(({ id }) => id);
  if (ids.length === 0) return;
  await ctx.db
    .updateTable('hand_over')
    .set((eb) => ({ to_user_id: to, moved_from: eb.fn.coalesce('moved_from', eb.val(from)) }))
    .where('id', 'in', ids)
    .execute();
  ctx.changed('handOvers');
}
