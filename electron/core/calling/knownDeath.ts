/** A patient known to be dead is not dialled, whichever stay it is for. */
import type { KnownDeath } from '../../../shared/contract/beforeCall.ts';
import { Refusal } from '../../../shared/contract/errors.ts';
import { civilDateOf } from '../../../shared/rules/time.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/schema.ts';
import type { Input, Output } from '../door.ts';
import { rememberDeaths } from './deaths.ts';
import { awaitTurn, heldFollowUp } from './holding.ts';

/** By any stay of the same patient: its treatment outcome or mode of discharge, or what was said when it was followed up. */
export async function deathOf(db: Db, dischargeId: string): Promise<KnownDeath | null> {
  const stay = await db
    .selectFrom('discharge as asked')
    .innerJoin('discharge', 'discharge.patient_id', 'asked.patient_id')
    .innerJoin('department', 'department.id', 'discharge.department_id')
    .select(['discharge.discharge_date', 'department.name as department'])
    .where('asked.id', '=', dischargeId)
    .where((eb) => eb.or([eb('discharge.outcome', '=', 'died'), eb('discharge.discharge_mode', '=', '5')]))
    .orderBy('discharge.discharge_date', 'desc')
    .orderBy('discharge.id')
    .executeTakeFirst();
  if (stay) return { how: 'stay', date: stay.discharge_date, department: stay.department, nurse: '' };
  const told = await db
    .selectFrom('discharge as asked')
    .innerJoin('discharge', 'discharge.patient_id', 'asked.patient_id')
    .innerJoin('department', 'department.id', 'discharge.department_id')
    .innerJoin('follow_up', 'follow_up.discharge_id', 'discharge.id')
    .leftJoin('app_user', 'app_user.id', 'follow_up.nurse_id')
    .select(['follow_up.ended_at', 'department.name as department', 'app_user.name as nurse'])
    .where('asked.id', '=', dischargeId)
    .where('follow_up.disposition', '=', 'deceased')
    .orderBy('follow_up.ended_at')
    .orderBy('follow_up.id')
    .executeTakeFirst();
  return told ? { how: 'call', date: civilDateOf(told.ended_at ?? ''), department: told.department, nurse: told.nurse ?? '' } : null;
}

/** @throws Refusal PATIENT_DECEASED */
export async function refuseDead(db: Db, dischargeId: string): Promise<void> {
  const death = await deathOf(db, dischargeId);
  if (!death) return;
  const source = death.how === 'stay' ? `${death.department} ${death.date} 的出院记录` : `${death.date} 的回访`;
  throw new Refusal('PATIENT_DECEASED', { source });
}

/** @throws Refusal NOT_FOUND, NOT_HELD, FOLLOW_UP_ENDED, WRONG_STATE where nothing says so, or a call is open */
export async function recordDeath(
  ctx: Context,
  { followUpId }: Input<'calling', 'recordDeath'>,
): Promise<Output<'calling', 'recordDeath'>> {
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
  await ctx.db
    .updateTable('follow_up')
    .set({
      state: 'ended',
      disposition: 'deceased',
      ended_at: ctx.now,
      next_at: null,
      appointment_at: null,
      held_by: null,
      held_until: null,
    })
    .where('id', '=', followUpId)
    .execute();
  await rememberDeaths(ctx, [{ dischargeId: followUp.discharge_id, at: ctx.now, nurseId: ctx.actor.id }]);
  ctx.audit('calling.recordDeath', followUpId, { how: death.how });
  ctx.changed('calling');
  return { ok: true };
}
