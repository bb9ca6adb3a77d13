/** Moves follow-ups away from a nurse who can no longer call, or from a department that is closed. */
import type { Context } from '../base/context.ts';
import { insertMany } from '../base/db/bulk.ts';
import type { Db } from '../base/db/schema.ts';

/** Open follow-ups of these nurses, and those among them with an appointment. */
export async function followUpsOf(db: Db, nurses: readonly string[]): Promise<{ followUps: number; appointments: number }> {
  if (nurses.length === 0) return { followUps: 0, appointments: 0 };
  const row = await db
    .selectFrom('follow_up')
    .select(({ fn }) => [fn.countAll<number>().as('followUps'), fn.count<number>('appointment_at').as('appointments')])
    .where('state', '=', 'open')
    .where('nurse_id', 'in', nurses)
    .executeTakeFirstOrThrow();
  return { followUps: Number(row.followUps), appointments: Number(row.appointments) };
}

/** Open follow-ups of a department's patients. */
export async function followUpsOfDepartment(db: Db, departmentId: string): Promise<number> {
  const row = await db
    .selectFrom('follow_up')
    .select((eb) => eb.fn.countAll<number>().as('followUps'))
    .where('state', '=', 'open')
    .where('department_id', '=', departmentId)
    .executeTakeFirstOrThrow();
  return Number(row.followUps);
}

/**
 * Gives all open follow-ups of a nurse to a colleague, or to the open pool (null); appointments and times to call again stay.
 * A patient who refused the colleague softly goes to the pool.
 */
export async function moveFollowUps(ctx: Context, from: string, to: string | null): Promise<void> {
  const give = async (nurseId: string | null, avoiding: string | null) => {
    let rows = ctx.db.updateTable('follow_up').set({ nurse_id: nurseId }).where('nurse_id', '=', from).where('state', '=', 'open');
    if (avoiding !== null) rows = rows.where((eb) => eb.or([eb('avoid_nurse_id', 'is', null), eb('avoid_nurse_id', '!=', avoiding)]));
    const moved = await rows.returning('id').execute();
    await insertMany(
      ctx.db,
      'assignment',
      ['follow_up_id', 'at', 'nurse_id', 'user_id'],
      moved.map(({ id }) => [id, ctx.now, nurseId, ctx.actor.id]),
      'on conflict (follow_up_id, at) do update set nurse_id = excluded.nurse_id',
    );
  };
  if (to !== null) await give(to, to);
  await give(null, null);
  ctx.changed('sampling');
}
