/** Opens an attempt. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { civilDateOf, civilTimeOf } from '../../../shared/base/rules/time.ts';
import type { AttemptSettings } from '../../../shared/worklist/rules/attempts.ts';
import type { Context } from '../base/context.ts';
import type { Schema } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { readSettings } from '../base/settings.ts';
import {
  awaitOwnTurn,
  awaitTurn,
  demandHours,
  hasColleague,
  heldFollowUp,
  lastTryOf,
  numberToDial,
  openAttemptOf,
  refuseColleaguesCall,
  refuseSecondCall,
  whileInCall,
} from '../worklist/index.ts';

type Dial = Input<'calls', 'dial'>;

/** The number called, or that the patient called. */
type Opened = Pick<Schema['attempt'], 'phone_id' | 'off_hours_reason' | 'incoming'>;

/** Opens the next attempt of a follow-up; it is held until the call ends. Answers the attempt's id. */
export async function openAttempt(ctx: Context, followUpId: string, opened: Opened): Promise<string> {
  const id = ctx.newId();
  const { last } = await ctx.db
    .selectFrom('attempt')
    .select((eb) => eb.fn.max('ordinal').as('last'))
    .where('follow_up_id', '=', followUpId)
    .executeTakeFirstOrThrow();
  await ctx.db
    .insertInto('attempt')
    .values({
      ...opened,
      id,
      follow_up_id: followUpId,
      nurse_id: ctx.actor.id,
      started_at: ctx.now,
      ordinal: Number(last ?? 0) + 1,
      ended_at: null,
      outcome: null,
      note: '',
    })
    .execute();
  await ctx.db.updateTable('follow_up').set({ held_by: ctx.actor.id, held_until: whileInCall }).where('id', '=', followUpId).execute();
  return id;
}

/** @throws Refusal LAST_TRY_TOO_SOON: the tries that are left must cover what no call has covered yet; no reason allows it earlier */
async function refuseTooSoon(ctx: Context, followUp: Schema['follow_up'], settings: AttemptSettings): Promise<void> {
  const last = await lastTryOf(ctx, followUp, settings);
  if (!last) return;
  const from = `${civilDateOf(last.from)} ${civilTimeOf(last.from)}`;
  throw new Refusal('LAST_TRY_TOO_SOON', { max: settings.maxAttempts, missing: last.missing, from });
}

/**
 * A number is dialled now.
 * @throws Refusal CALL_RUNNING (the actor is in another call), NUMBER_BAD, LAST_TRY_TOO_SOON, and as `recordDial`
 */
export async function dial(ctx: Context, input: Dial): Promise<Output<'calls', 'dial'>> {
  await awaitOwnTurn(ctx);
  await refuseSecondCall(ctx, input.followUpId);
  const phone = await ctx.db.selectFrom('phone').select('bad').where('id', '=', input.phoneId).executeTakeFirst();
  const { attemptId, fresh } = await recordDial(ctx, input, { made: 'now' });
  if (fresh && phone?.bad === 1) throw new Refusal('NUMBER_BAD');
  ctx.changed('holds', 'followUps');
  return { attemptId };
}

/**
 * Records that a number was dialled at `ctx.now`, which for a call written down on paper has passed: such a call is not refused for
 * having come too soon.
 * @throws Refusal NOT_HELD, FOLLOW_UP_ENDED, CALL_OF_COLLEAGUE, OTHER_NURSE, PATIENT_DECEASED, NOT_FOUND (the number), DO_NOT_CALL,
 * LAST_TRY_TOO_SOON, OUTSIDE_HOURS without a reason
 */
export async function recordDial(
  ctx: Context,
  input: Dial,
  { made }: { readonly made: 'now' | 'on paper' },
): Promise<{ readonly attemptId: string; readonly fresh: boolean }> {
  await awaitTurn(ctx, input.followUpId);
  const followUp = await heldFollowUp(ctx, input.followUpId);
  await refuseColleaguesCall(ctx, followUp.id);
  const open = await openAttemptOf(ctx, followUp.id);
  if (open) return { attemptId: open.id, fresh: false };
  if (followUp.avoid_nurse_id === ctx.actor.id && (await hasColleague(ctx, ctx.actor.id))) throw new Refusal('OTHER_NURSE');
  const phone = await numberToDial(ctx, followUp.discharge_id, input.phoneId);
  const settings = await readSettings(ctx.db);
  if (made === 'now') await refuseTooSoon(ctx, followUp, settings);
  const inHours = demandHours(ctx, settings, input.offHoursReason ?? '');
  const reason = inHours ? '' : (input.offHoursReason ?? '');
  const attemptId = await openAttempt(ctx, followUp.id, { phone_id: phone.id, off_hours_reason: reason, incoming: 0 });
  ctx.audit('calling.dial', followUp.id, { attemptId, phoneId: phone.id });
  // The reason itself stands with the attempt: it may name somebody, which the log must not.
  if (!inHours) ctx.audit('calling.dialOutsideHours', followUp.id, { attemptId });
  return { attemptId, fresh: true };
}
