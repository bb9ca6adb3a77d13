/** Reopens a follow-up that ended for a wrong number and can be called after all. Its first end stays on record. */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import { type Disposition, dispositions } from '../../../shared/base/contract/words.ts';
import { isExhausted } from '../../../shared/worklist/rules/attempts.ts';
import type { Context } from '../base/context.ts';
import type { Schema } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { readSettings } from '../base/settings.ts';
import { dialsMade, endedTries, lastTryOf, reachOf } from '../worklist/index.ts';

/** How follow-ups end for want of a number. */
export const endedForNumber: readonly Schema['follow_up']['disposition'][] = ['not_in_service', 'wrong_number'];

/** Why it cannot be opened again, in words; null where it can. */
async function hindrance(ctx: Context, followUp: Schema['follow_up']): Promise<string | null> {
  if (followUp.state === 'open') return '回访还在进行中';
  if (!endedForNumber.includes(followUp.disposition))
    return `回访以“${followUp.disposition ? dispositions.zh[followUp.disposition] : '其他'}”结束，不是因为号码`;
  if (isExhausted(await endedTries(ctx.db, followUp.id), await readSettings(ctx.db)))
    return `已拨打 ${await dialsMade(ctx.db, followUp.id)} 次，达到最大次数`;
  const replaced = await ctx.db.selectFrom('replacement').select('id').where('follow_up_id', '=', followUp.id).executeTakeFirst();
  if (replaced) return '已经补抽了另一位患者';
  const { barred, phoneIds } = await reachOf(ctx, followUp.discharge_id);
  if (phoneIds.size === 0) return '没有可拨的号码';
  return barred === null ? null : '患者在勿扰名单上';
}

/** Opens a follow-up that had ended, for now; how it had ended is kept. It is the pool's where its nurse calls no more. */
export async function openAgain(ctx: Context, followUp: Schema['follow_up'], ended: Disposition, why: string): Promise<void> {
  await ctx.db
    .insertInto('follow_up_reopening')
    .values({
      id: ctx.newId(),
      follow_up_id: followUp.id,
      disposition: ended,
      ended_at: followUp.ended_at ?? ctx.now,
      why,
      at: ctx.now,
      user_id: ctx.actor.id,
    })
    .execute();
  const last = await lastTryOf(ctx, { id: followUp.id, appointment_at: null }, await readSettings(ctx.db));
  await ctx.db
    .updateTable('follow_up')
    .set((eb) => ({
      state: 'open' as const,
      disposition: null,
      ended_at: null,
      next_at: last?.from ?? ctx.now,
      appointment_at: null,
      held_by: null,
      held_until: null,
      nurse_id: eb
        .selectFrom('app_user')
        .select('app_user.id')
        .whereRef('app_user.id', '=', 'follow_up.nurse_id')
        .where('app_user.role', '=', 'nurse')
        .where('app_user.active', '=', 1),
    }))
    .where('id', '=', followUp.id)
    .execute();
}

/** Opens it where it may be; answers why not, or null where it is open again. */
export async function tryReopen(ctx: Context, followUpId: string, why: string): Promise<string | null> {
  const followUp = await ctx.db.selectFrom('follow_up').selectAll().where('id', '=', followUpId).executeTakeFirst();
  if (!followUp) throw new Refusal('NOT_FOUND', { what: '这个回访任务' });
  const hindered = await hindrance(ctx, followUp);
  if (hindered !== null || !followUp.disposition) return hindered;
  await openAgain(ctx, followUp, followUp.disposition, why);
  ctx.audit('calling.reopenFollowUp', followUp.id, { was: followUp.disposition });
  ctx.changed('followUps', 'numbers');
  return null;
}

/** @throws Refusal REASON_REQUIRED, NOT_FOUND, NOT_REOPENED */
export async function reopenFollowUp(
  ctx: Context,
  { followUpId, reason }: Input<'numbers', 'reopenFollowUp'>,
): Promise<Output<'numbers', 'reopenFollowUp'>> {
  if (reason === '') throw new Refusal('REASON_REQUIRED');
  const hindered = await tryReopen(ctx, followUpId, reason);
  if (hindered !== null) throw new Refusal('NOT_REOPENED', { reason: hindered });
  return { reopened: true };
}
