/** Reports whether the clock is behind the record, and records the admin's confirmation that it is right. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { clockStanding, takeClockForRight } from '../base/clock.ts';
import type { Context } from '../base/context.ts';
import type { Output } from '../base/door.ts';

export async function clock({ db, now }: Context): Promise<Output<'upkeep', 'clock'>> {
  return { now, ...(await clockStanding(db, now)) };
}

/** @throws Refusal BAD_INPUT where nothing is wrong */
export async function confirmClock(ctx: Context): Promise<Output<'upkeep', 'confirmClock'>> {
  const { behind, newest } = await clockStanding(ctx.db, ctx.now);
  if (!behind) throw new Refusal('BAD_INPUT', { detail: '时钟没有落后于已有记录，不用确认' });
  await takeClockForRight(ctx.db, ctx.now);
  ctx.audit('upkeep.confirmClock', 'clock', { newest });
  ctx.changed('settings', 'holds');
  return { ok: true };
}
