/** Records that a patient is known to be deceased: the follow-up ends without a call. */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Context } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';
import { awaitTurn, deathOf, heldFollowUp } from '../worklist/index.ts';
import { rememberDeaths } from './deaths.ts';
import { endWithoutCall } from './uncallable.ts';

/** @throws Refusal NOT_FOUND, NOT_HELD, FOLLOW_UP_ENDED, WRONG_STATE where nothing says so, or a call is open */
export async function recordDeath(ctx: Context, { followUpId }: Input<'calls', 'recordDeath'>): Promise<Output<'calls', 'recordDeath'>> {
  await awaitTurn(ctx, followUpId);
  const followUp = await heldFollowUp(ctx, followUpId);
  const death = await deathOf(ctx.db, followUp.discharge_id);
  if (!death) throw new Refusal('WRONG_STATE', { state: '没有已故的登记', action: '不打电话就记为已故' });
  const open = await ctx.db
    .selectFrom('attempt')
    .select('id')
    .where('follow_up_id', '=', followUpId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (open) throw new Refusal('WRONG_STATE', { state: '正在通话', action: '不经通话结束' });
  await endWithoutCall(ctx, followUpId, 'deceased');
  await rememberDeaths(ctx, [{ dischargeId: followUp.discharge_id, at: ctx.now, nurseId: ctx.actor.id }]);
  ctx.audit('calling.recordDeath', followUpId, { how: death.how });
  ctx.changed('followUps', 'interviews');
  return { ok: true };
}
