/**
 * Holds a follow-up for one nurse at a time, by conditional update; an unused hold expires, except during a running
 * call.
 */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Context } from '../base/context.ts';
import type { Schema } from '../base/db/schema.ts';
import { whileInCall } from './runningCall.ts';

type FollowUp = Schema['follow_up'];

export const holdEnd = (now: string, minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();

/** Takes it unless somebody else holds it; the row as taken, or undefined. */
export async function hold(ctx: Context, followUpId: string, until: string): Promise<FollowUp | undefined> {
  return ctx.db
    .updateTable('follow_up')
    .set((eb) => ({
      held_by: ctx.actor.id,
      held_until: eb.case().when('held_until', '=', whileInCall).then(whileInCall).else(until).end(),
    }))
    .where('id', '=', followUpId)
    .where('state', '=', 'open')
    .where((eb) => eb.or([eb('held_by', 'is', null), eb('held_by', '=', ctx.actor.id), eb('held_until', '<', ctx.now)]))
    .returningAll()
    .executeTakeFirst();
}

/** A nurse calls one patient at a time: other holds are given back, but for a call whose outcome is not yet recorded. */
export async function giveBackOthers(ctx: Context, keep: string): Promise<void> {
  await ctx.db
    .updateTable('follow_up')
    .set({ held_by: null, held_until: null })
    .where('held_by', '=', ctx.actor.id)
    .where('id', '!=', keep)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('attempt')
            .select('attempt.id')
            .whereRef('attempt.follow_up_id', '=', 'follow_up.id')
            .where('attempt.ended_at', 'is', null),
        ),
      ),
    )
    .execute();
}

/** Changes of one patient follow one another: who comes second waits here, and then reads what the first has done. */
export async function awaitTurn({ db }: Context, followUpId: string): Promise<void> {
  await db
    .updateTable('follow_up')
    .set((eb) => ({ held_by: eb.ref('held_by') }))
    .where('id', '=', followUpId)
    .execute();
}

/**
 * The follow-up this actor holds. A hold past its time still counts while nobody else took it.
 * @throws Refusal NOT_FOUND, FOLLOW_UP_ENDED, NOT_HELD
 */
export async function heldFollowUp(ctx: Context, followUpId: string): Promise<FollowUp> {
  const row = await ctx.db.selectFrom('follow_up').selectAll().where('id', '=', followUpId).executeTakeFirst();
  if (!row) throw new Refusal('NOT_FOUND', { what: '这位患者的回访任务' });
  if (row.state === 'ended') throw new Refusal('FOLLOW_UP_ENDED');
  if (row.held_by !== ctx.actor.id) throw new Refusal('NOT_HELD');
  return row;
}
