/** Follow-ups that nobody may call any more: they end where everybody sees it, instead of being handed out for ever. */
import type { Disposition } from '../../../shared/contract/words.ts';
import { endedWithoutCall } from '../../../shared/rules/attempts.ts';
import { civilDateOf } from '../../../shared/rules/time.ts';
import type { Context } from '../context.ts';
import type { Schema } from '../db/schema.ts';
import { inForce, listedNumbers } from './doNotCall.ts';
import { finishable, finishInterview } from './finish.ts';
import { endedTries } from './tries.ts';
import { leaveUnkept } from './withdrawn.ts';

/** What is left to call a patient by. `barred` says how a follow-up ends that has nothing left; null where it may be called. */
export interface Reach {
  /** Numbers that are neither bad nor on the do-not-call list. */
  readonly phoneIds: ReadonlySet<string>;
  readonly barred: Disposition | null;
}

/** Why the patient stands on the do-not-call list today; null where the patient does not. */
async function listedWhy(ctx: Context, dischargeId: string) {
  const entry = await inForce(ctx.db.selectFrom('do_not_call_entry'), civilDateOf(ctx.now))
    .innerJoin('discharge', 'discharge.patient_id', 'do_not_call_entry.patient_id')
    .select('do_not_call_entry.why')
    .where('discharge.id', '=', dischargeId)
    .orderBy('do_not_call_entry.id')
    .executeTakeFirst();
  return entry?.why ?? null;
}

/** A number that is silenced is the patient's or somebody's wish (拒访); a number that is wrong goes to the ward (号码核对). */
export async function reachOf(ctx: Context, dischargeId: string): Promise<Reach> {
  const phones = await ctx.db.selectFrom('phone').select(['id', 'number', 'bad']).where('discharge_id', '=', dischargeId).execute();
  const listed = await listedNumbers(ctx.db, civilDateOf(ctx.now));
  const good = phones.filter((phone) => phone.bad === 0);
  const phoneIds = new Set(good.filter((phone) => !listed.has(phone.number)).map((phone) => phone.id));
  const why = await listedWhy(ctx, dischargeId);
  if (why !== null) return { phoneIds, barred: why === 'deceased' ? 'deceased' : 'refused' };
  if (phoneIds.size > 0) return { phoneIds, barred: null };
  return { phoneIds, barred: good.length > 0 ? 'refused' : 'wrong_number' };
}

/**
 * Ends a follow-up without a call. What was answered before stays and counts as a broken-off interview, its opinions are registered;
 * a refusal stays a refusal. Answers how it ended.
 */
export async function endWithoutCall(ctx: Context, followUpId: string, why: Disposition): Promise<Disposition> {
  const begun = await ctx.db
    .selectFrom('interview')
    .selectAll()
    .where('follow_up_id', '=', followUpId)
    .where('state', '=', 'open')
    .executeTakeFirst();
  const ending = begun && (await leaveUnkept(ctx, await finishable(ctx, begun), ctx.now));
  const disposition = endedWithoutCall(await endedTries(ctx.db, followUpId), why, (ending?.answers.size ?? 0) > 0);
  await ctx.db
    .updateTable('follow_up')
    .set({
      state: 'ended',
      disposition,
      ended_at: ctx.now,
      next_at: null,
      appointment_at: null,
      held_by: null,
      held_until: null,
    })
    .where('id', '=', followUpId)
    .execute();
  if (ending) await finishInterview(ctx, ending, 'partial');
  return disposition;
}

/** Ends an open follow-up that is in no call where nobody may call the patient; whether it ended. */
export async function endWhereNobodyMayCall(ctx: Context, followUp: Pick<Schema['follow_up'], 'id' | 'discharge_id'>): Promise<boolean> {
  const { barred } = await reachOf(ctx, followUp.discharge_id);
  if (barred === null) return false;
  const disposition = await endWithoutCall(ctx, followUp.id, barred);
  ctx.audit('calling.endWithoutCall', followUp.id, { disposition });
  ctx.changed('followUps', 'numbers', 'interviews');
  return true;
}
