/** 患者回拨: the patient calls the hospital; whoever answers goes on with the follow-up. */
import { Refusal } from '../../../shared/contract/errors.ts';
import type { Context } from '../context.ts';
import type { Input, Output } from '../door.ts';
import { readSettings } from '../upkeep/settings.ts';
import { awaitTurn, giveBackOthers, holdEnd } from './holding.ts';

/**
 * Takes the follow-up, from a colleague too unless she is in a call with it, and opens an incoming attempt. The calling
 * hours do not matter: it is the patient who calls.
 * @throws Refusal NOT_FOUND, FOLLOW_UP_ENDED, HELD_BY_OTHER (a colleague is calling this patient)
 */
export async function callBack(ctx: Context, { followUpId }: Input<'calling', 'callBack'>): Promise<Output<'calling', 'callBack'>> {
  await awaitTurn(ctx, followUpId);
  const row = await ctx.db
    .selectFrom('follow_up')
    .leftJoin('app_user', 'app_user.id', 'follow_up.held_by')
    .selectAll('follow_up')
    .select('app_user.name as holder')
    .where('follow_up.id', '=', followUpId)
    .executeTakeFirst();
  if (!row) throw new Refusal('NOT_FOUND', { what: '这位患者的回访任务' });
  if (row.state === 'ended') throw new Refusal('FOLLOW_UP_ENDED');
  const open = await ctx.db
    .selectFrom('attempt')
    .select(['id', 'nurse_id'])
    .where('follow_up_id', '=', followUpId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  const others = row.held_by !== null && row.held_by !== ctx.actor.id && (row.held_until ?? '') >= ctx.now;
  if (others && open) throw new Refusal('HELD_BY_OTHER', { name: row.holder ?? '另一位回访员' });
  const { holdMinutes } = await readSettings(ctx.db);
  await ctx.db
    .updateTable('follow_up')
    .set({ held_by: ctx.actor.id, held_until: holdEnd(ctx.now, holdMinutes) })
    .where('id', '=', followUpId)
    .execute();
  await giveBackOthers(ctx, followUpId);
  ctx.changed('holds', 'followUps');
  if (open?.nurse_id === ctx.actor.id) return { attemptId: open.id };
  const answered = { nurse_id: ctx.actor.id, phone_id: null, started_at: ctx.now, off_hours_reason: '', incoming: 1 as const };
  const attemptId = open?.id ?? ctx.newId();
  // A call that a colleague left without an outcome becomes this one.
  if (open) await ctx.db.updateTable('attempt').set(answered).where('id', '=', open.id).execute();
  else
    await ctx.db
      .insertInto('attempt')
      .values({
        ...answered,
        id: attemptId,
        follow_up_id: followUpId,
        ordinal: row.attempts + 1,
        ended_at: null,
        outcome: null,
        note: '',
      })
      .execute();
  return { attemptId };
}
