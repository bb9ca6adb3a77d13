/** Takes a follow-up to call it, the next of the queue or a chosen one, and releases it. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { civilTimeOf } from '../../../shared/base/rules/time.ts';
import type { Context } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';
import { readSettings } from '../base/settings.ts';
import {
  callableGroups,
  giveBackOthers,
  groupPage,
  hold,
  holdEnd,
  refuseColleaguesCall,
  runningCallOf,
  select,
} from '../worklist/index.ts';
import { endWhereNobodyMayCall } from './uncallable.ts';

/** @throws Refusal NOT_FOUND (also another nurse's), FOLLOW_UP_ENDED, CALL_OF_COLLEAGUE, HELD_BY_OTHER */
export async function take(ctx: Context, { followUpId }: Input<'calls', 'take'>): Promise<Output<'calls', 'take'>> {
  const settings = await readSettings(ctx.db);
  const until = holdEnd(ctx.now, settings.holdMinutes);
  const row = await ctx.db
    .selectFrom('follow_up')
    .leftJoin('app_user', 'app_user.id', 'follow_up.held_by')
    .select(['follow_up.state', 'follow_up.nurse_id', 'follow_up.held_by', 'app_user.name as holder'])
    .where('follow_up.id', '=', followUpId)
    .executeTakeFirst();
  // A colleague's patient who called back is held by whoever answered.
  const own = row?.nurse_id === null || row?.nurse_id === ctx.actor.id || row?.held_by === ctx.actor.id;
  const foreign = ctx.actor.role === 'nurse' && !own;
  if (!row || foreign) throw new Refusal('NOT_FOUND', { what: '这位患者的回访任务' });
  if (row.state === 'ended') throw new Refusal('FOLLOW_UP_ENDED');
  await refuseColleaguesCall(ctx, followUpId);
  const taken = await hold(ctx, followUpId, until);
  if (!taken) throw new Refusal('HELD_BY_OTHER', { name: row.holder ?? '另一位回访员' });
  await giveBackOthers(ctx, followUpId);
  // Whoever has it on the screen takes it again and again, so that the hold goes on.
  if (row.held_by !== ctx.actor.id) ctx.audit('calling.take', followUpId, { from: row.held_by });
  ctx.changed('holds');
  return { followUpId, heldUntil: taken.held_until ?? until };
}

const candidatesAtOnce = 20;

/** @throws Refusal NOTHING_TO_TAKE */
export async function takeNext(
  ctx: Context,
  { group: asked, ...filter }: Input<'calls', 'takeNext'>,
): Promise<Output<'calls', 'takeNext'>> {
  const settings = await readSettings(ctx.db);
  const until = holdEnd(ctx.now, settings.holdMinutes);
  const running = await runningCallOf(ctx, ctx.actor.id);
  if (running && (await hold(ctx, running.follow_up_id, until))) return { followUpId: running.follow_up_id };
  const selection = await select(ctx, settings, { ...filter, search: filter.search || undefined, nurseId: ctx.actor.id, free: true });
  for (const group of callableGroups.filter((each) => asked === undefined || each === asked)) {
    for (;;) {
      const rows = await groupPage(ctx, selection, group, { offset: 0, limit: candidatesAtOnce });
      for (const { id } of rows) {
        const taken = await hold(ctx, id, until);
        if (!taken || (await endWhereNobodyMayCall(ctx, taken))) continue;
        await giveBackOthers(ctx, id);
        ctx.audit('calling.takeNext', id);
        ctx.changed('holds');
        return { followUpId: id };
      }
      // Others were quicker with all of these: whoever is left now stands first.
      if (rows.length < candidatesAtOnce) break;
    }
  }
  throw new Refusal('NOTHING_TO_TAKE');
}

/** @throws Refusal CALL_RUNNING where the actor's call with it has not ended */
export async function release(ctx: Context, { followUpId }: Input<'calls', 'release'>): Promise<Output<'calls', 'release'>> {
  const running = await runningCallOf(ctx, ctx.actor.id);
  if (running?.follow_up_id === followUpId)
    throw new Refusal('CALL_RUNNING', { name: running.name, since: civilTimeOf(running.started_at) });
  await ctx.db
    .updateTable('follow_up')
    .set({ held_by: null, held_until: null })
    .where('id', '=', followUpId)
    .where('held_by', '=', ctx.actor.id)
    .execute();
  ctx.changed('holds');
  return { ok: true };
}
