/** Opening an attempt. */
import { Refusal } from '../../../shared/contract/errors.ts';
import { callingHours } from '../../../shared/rules/attempts.ts';
import { civilDateOf, civilTimeOf } from '../../../shared/rules/time.ts';
import type { Context } from '../context.ts';
import type { Input, Output } from '../door.ts';
import { readSettings } from '../upkeep/settings.ts';
import { refuseListed } from './doNotCall.ts';
import { awaitTurn, heldFollowUp } from './holding.ts';
import { refuseDead } from './knownDeath.ts';
import { hasColleague } from './queue.ts';
import { lastTryOf } from './tries.ts';

/** @throws Refusal NOT_HELD, FOLLOW_UP_ENDED, OTHER_NURSE, PATIENT_DECEASED, NOT_FOUND (the number), DO_NOT_CALL, OUTSIDE_HOURS or LAST_TRY_TOO_SOON without a reason */
export async function dial(ctx: Context, input: Input<'calling', 'dial'>): Promise<Output<'calling', 'dial'>> {
  await awaitTurn(ctx, input.followUpId);
  const followUp = await heldFollowUp(ctx, input.followUpId);
  const open = await ctx.db
    .selectFrom('attempt')
    .select(['id', 'nurse_id'])
    .where('follow_up_id', '=', followUp.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (open?.nurse_id === ctx.actor.id) return { attemptId: open.id };
  if (followUp.avoid_nurse_id === ctx.actor.id && (await hasColleague(ctx, ctx.actor.id))) throw new Refusal('OTHER_NURSE');
  await refuseDead(ctx.db, followUp.discharge_id);
  const phone = await ctx.db
    .selectFrom('phone')
    .select(['id', 'number'])
    .where('id', '=', input.phoneId)
    .where('discharge_id', '=', followUp.discharge_id)
    .executeTakeFirst();
  if (!phone) throw new Refusal('NOT_FOUND', { what: '这个号码' });
  await refuseListed(ctx, { dischargeId: followUp.discharge_id, number: phone.number });
  const settings = await readSettings(ctx.db);
  const { open: inHours, hours } = callingHours(ctx.now, settings);
  const from = await lastTryOf(ctx, followUp, settings);
  const reason = input.offHoursReason ?? '';
  if (!inHours && reason === '') throw new Refusal('OUTSIDE_HOURS', { hours });
  if (from && reason === '')
    throw new Refusal('LAST_TRY_TOO_SOON', { max: settings.maxAttempts, from: `${civilDateOf(from)} ${civilTimeOf(from)}` });
  const usual = inHours && from === null;
  const dialled = {
    nurse_id: ctx.actor.id,
    phone_id: phone.id,
    started_at: ctx.now,
    off_hours_reason: usual ? '' : reason,
    incoming: 0 as const,
  };
  const attemptId = open?.id ?? ctx.newId();
  // A call that a colleague left without an outcome is dialled again as the same attempt.
  if (open) await ctx.db.updateTable('attempt').set(dialled).where('id', '=', open.id).execute();
  else
    await ctx.db
      .insertInto('attempt')
      .values({
        ...dialled,
        id: attemptId,
        follow_up_id: followUp.id,
        ordinal: followUp.attempts + 1,
        ended_at: null,
        outcome: null,
        note: '',
      })
      .execute();
  // The reason itself stands with the attempt: it may name somebody, which the log must not.
  if (!inHours) ctx.audit('calling.dialOutsideHours', followUp.id, { attemptId });
  return { attemptId };
}
