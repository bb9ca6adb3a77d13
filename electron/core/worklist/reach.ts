/** The numbers by which a patient may be called, or the reason why there is none. */
import type { Disposition } from '../../../shared/base/contract/words.ts';
import { civilDateOf } from '../../../shared/base/rules/time.ts';
import type { Context } from '../base/context.ts';
import { inForce, listedNumbers } from './doNotCall.ts';

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
