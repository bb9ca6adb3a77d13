/** Lists calls without an outcome, for the bar on every screen of their user. */
import { maskPhone } from '../../../shared/base/rules/phones.ts';
import type { Context } from '../base/context.ts';
import type { Output } from '../base/door.ts';

/** A colleague's call that runs longer was left behind: the supervisor is told, and may end it. */
const leftAfterMinutes = 60;

export async function runningCalls({ db, actor, now }: Context): Promise<Output<'calls', 'runningCalls'>> {
  const left = new Date(Date.parse(now) - leftAfterMinutes * 60_000).toISOString();
  const rows = await db
    .selectFrom('attempt')
    .innerJoin('follow_up', 'follow_up.id', 'attempt.follow_up_id')
    .innerJoin('discharge', 'discharge.id', 'follow_up.discharge_id')
    .innerJoin('department', 'department.id', 'discharge.department_id')
    .leftJoin('phone', 'phone.id', 'attempt.phone_id')
    .leftJoin('app_user', 'app_user.id', 'attempt.nurse_id')
    .select(['attempt.id', 'attempt.follow_up_id', 'attempt.nurse_id', 'attempt.started_at', 'attempt.answered_at', 'attempt.incoming'])
    .select(['discharge.name', 'department.name as department', 'phone.number', 'phone.relation', 'app_user.name as nurse'])
    .where('attempt.ended_at', 'is', null)
    .where('follow_up.state', '=', 'open')
    .where((eb) =>
      actor.role === 'supervisor'
        ? eb.or([eb('attempt.nurse_id', '=', actor.id), eb('attempt.started_at', '<', left)])
        : eb('attempt.nurse_id', '=', actor.id),
    )
    .orderBy('attempt.started_at')
    .orderBy('attempt.id')
    .execute();
  const calls = rows.map((row) => ({
    followUpId: row.follow_up_id,
    attemptId: row.id,
    startedAt: row.started_at,
    answeredAt: row.answered_at,
    incoming: row.incoming === 1,
    name: row.name,
    department: row.department,
    phone: row.number === null ? '' : `${maskPhone(row.number)} ${row.relation ?? ''}`.trim(),
    mine: row.nurse_id === actor.id,
    nurseName: row.nurse ?? '',
  }));
  return calls.toSorted((a, b) => Number(b.mine) - Number(a.mine));
}
