/** The line on top of the work list: the month so far and what is left for today. */

import { addCivilDays, civilDateOf, instantAt, lastDayOf } from '../../../shared/base/rules/time.ts';
import { isWorkingDay, workingDaysBetween } from '../../../shared/base/rules/workingDays.ts';
import { sampleFigures } from '../../../shared/statistics/rules/sample.ts';
import { needsOfToday } from '../../../shared/worklist/rules/dayNeeds.ts';
import type { Context } from '../base/context.ts';
import { statement } from '../base/db/statement.ts';
import type { Input, Output } from '../base/door.ts';
import { readSettings } from '../base/settings.ts';
import { standingsOf } from '../worklist/index.ts';
import { repliesWaiting } from './repliesWaiting.ts';

/** Sums are cast: PostgreSQL counts in bigint and sums in numeric, and an empty month has none. */
const countAppointments = statement<{ agreed: number; today: number; next: string | null }>(
  `select count(*) as agreed, min(case when appointment_at >= ? then appointment_at end) as next,
     coalesce(sum(case when appointment_at >= ? and appointment_at < ? then 1 else 0 end), 0) as today
   from follow_up where state = 'open' and appointment_at > '' and month || '' = ?
     and (? = '' or nurse_id is null or nurse_id = ?)`,
);
/** Calls by nurse and time, an index's order; the month as an expression, else all its follow-ups are gone through. */
const dialledBy = `from app_user join attempt on attempt.nurse_id = app_user.id join follow_up on follow_up.id = attempt.follow_up_id`;
const countDials = statement<{ dials: number; completes: number }>(
  `select count(*) as dials, coalesce(sum(case when attempt.outcome = 'completed' then 1 else 0 end), 0) as completes
   ${dialledBy} where attempt.started_at >= ? and month || '' = ? and attempt.ended_at is not null and attempt.incoming = 0`,
);
const countToday = statement<{ dials: number; completes: number }>(
  `select coalesce(sum(1 - attempt.incoming), 0) as dials, coalesce(sum(case when attempt.outcome = 'completed' then 1 else 0 end), 0) as completes
   ${dialledBy} where attempt.started_at >= ? and month || '' = ? and (? = '' or attempt.nurse_id = ?)`,
);

/**
 * A nurse sees her own sample, as 工作量 counts it, and what is left in the open pool; others the whole month. How many dials a complete
 * takes is the whole month's, by all nurses.
 */
export async function dayLine(ctx: Context, input: Input<'calls', 'dayLine'>): Promise<Output<'calls', 'dayLine'>> {
  const { db, now, actor } = ctx;
  const settings = await readSettings(db);
  const newest = await db
    .selectFrom('follow_up')
    .select((eb) => eb.fn.max('month').as('month'))
    .executeTakeFirst();
  const month = input.month ?? newest?.month ?? null;
  const own = actor.role === 'nurse' ? actor.id : '';
  const today = civilDateOf(now);
  const { partial: _, ...sample } = sampleFigures(await standingsOf(db, month ?? '', actor.role === 'nurse' ? [actor.id] : null));
  const dayStart = instantAt(today, '00:00');
  const dayEnd = instantAt(addCivilDays(today, 1), '00:00');
  const [agreed] = await countAppointments(db, [now, dayStart, dayEnd, month ?? '', own, own]);
  const [dialled] = await countDials(db, [month ? instantAt(`${month}-01`, '00:00') : '', month ?? '']);
  const [todays] = await countToday(db, [dayStart, month ?? '', own, own]);
  const windowEnd = month ? addCivilDays(lastDayOf(month), settings.firstContactByDays) : today;
  const workingDaysLeft = (isWorkingDay(today, settings) && today <= windowEnd ? 1 : 0) + workingDaysBetween(today, windowEnd, settings);
  const completedToday = Number(todays?.completes ?? 0);
  const dials = Number(dialled?.dials ?? 0);
  const completesByDial = Number(dialled?.completes ?? 0);
  const { toCall: open, sampled, completed } = sample;
  const ended = sampled - sample.open;
  const needs = needsOfToday({ open, ended, completed, dials, completesByDial, completedToday, workingDaysLeft });
  return {
    month,
    ...sample,
    appointments: Number(agreed?.agreed ?? 0),
    appointmentsToday: Number(agreed?.today ?? 0),
    completedToday,
    dialledToday: Number(todays?.dials ?? 0),
    completesNeededToday: needs.completes,
    dialsNeededToday: needs.dials,
    monthDials: dials,
    monthCompletes: completesByDial,
    workingDaysLeft,
    nextAppointment: agreed?.next ?? null,
    repliesWaiting: await repliesWaiting(ctx),
  };
}
