/** The line on top of the work list: the month so far and what is left for today. */
import { nonContactOutcomes } from '../../../shared/rules/attempts.ts';
import { addCivilDays, civilDateOf, instantAt, lastDayOf } from '../../../shared/rules/time.ts';
import { isWorkingDay, workingDaysBetween } from '../../../shared/rules/workingDays.ts';
import type { Context } from '../context.ts';
import { statement } from '../db/statement.ts';
import type { Input, Output } from '../door.ts';
import { repliesWaiting } from '../feedback/waiting.ts';
import { readSettings } from '../upkeep/settings.ts';

interface Counts {
  readonly sampled: number;
  readonly completed: number;
  readonly open: number;
  readonly appointments: number;
  readonly refused: number;
  readonly not_reached: number;
  readonly next_appointment: string | null;
}

/** Sums are cast: PostgreSQL counts in bigint and sums in numeric, and an empty month has none. */
const countMonth = statement<Counts>(
  `select count(*) as sampled,
     coalesce(sum(case when disposition = 'completed' then 1 else 0 end), 0) as completed,
     coalesce(sum(case when state = 'open' then 1 else 0 end), 0) as open,
     coalesce(sum(case when state = 'open' and appointment_at is not null then 1 else 0 end), 0) as appointments,
     coalesce(sum(case when disposition = 'refused' then 1 else 0 end), 0) as refused,
     coalesce(sum(case when disposition in ('not_in_service', 'wrong_number', 'max_attempts') then 1 else 0 end), 0) as not_reached,
     min(case when state = 'open' and appointment_at >= ? then appointment_at end) as next_appointment
   from follow_up where month = ? and (? = '' or nurse_id is null or nurse_id = ?)`,
);
const reachedNobody = nonContactOutcomes.map((outcome) => `'${outcome}'`).join(', ');
const countDials = statement<{ dials: number; contacts: number }>(
  `select count(*) as dials, coalesce(sum(case when attempt.outcome in (${reachedNobody}) then 0 else 1 end), 0) as contacts
   from attempt join follow_up on follow_up.id = attempt.follow_up_id
   where follow_up.month = ? and attempt.ended_at is not null and attempt.incoming = 0`,
);
const countToday = statement<{ dials: number; completes: number }>(
  `select coalesce(sum(1 - attempt.incoming), 0) as dials, coalesce(sum(case when attempt.outcome = 'completed' then 1 else 0 end), 0) as completes
   from attempt join follow_up on follow_up.id = attempt.follow_up_id
   where attempt.started_at >= ? and follow_up.month = ? and (? = '' or attempt.nurse_id = ?)`,
);

/**
 * A nurse sees her own follow-ups and the open pool, others the whole month. What is needed today is the open part spread
 * over the working days left of the window; dials come from it at the month's own contact rate (contacted ÷ dialled).
 */
export async function dayLine(ctx: Context, input: Input<'calling', 'dayLine'>): Promise<Output<'calling', 'dayLine'>> {
  const { db, now, actor } = ctx;
  const settings = await readSettings(db);
  const newest = await db
    .selectFrom('follow_up')
    .select((eb) => eb.fn.max('month').as('month'))
    .executeTakeFirst();
  const month = input.month ?? newest?.month ?? null;
  const own = actor.role === 'nurse' ? actor.id : '';
  const today = civilDateOf(now);
  const [counts] = await countMonth(db, [now, month ?? '', own, own]);
  const [dialled] = await countDials(db, [month ?? '']);
  const [todays] = await countToday(db, [instantAt(today, '00:00'), month ?? '', own, own]);
  const windowEnd = month ? addCivilDays(lastDayOf(month), settings.firstContactByDays) : today;
  const workingDaysLeft = (isWorkingDay(today, settings) && today <= windowEnd ? 1 : 0) + workingDaysBetween(today, windowEnd, settings);
  const open = Number(counts?.open ?? 0);
  const completedToday = Number(todays?.completes ?? 0);
  const share = Math.ceil((open + completedToday) / Math.max(1, workingDaysLeft));
  const completesNeededToday = Math.min(open, Math.max(0, share - completedToday));
  const dials = Number(dialled?.dials ?? 0);
  const contactRate = dials > 0 ? Number(dialled?.contacts ?? 0) / dials : null;
  const completed = Number(counts?.completed ?? 0);
  const refused = Number(counts?.refused ?? 0);
  const notReached = Number(counts?.not_reached ?? 0);
  const sampled = Number(counts?.sampled ?? 0);
  return {
    month,
    sampled,
    completed,
    open,
    appointments: Number(counts?.appointments ?? 0),
    refused,
    notReached,
    otherEnded: sampled - open - completed - refused - notReached,
    completedToday,
    dialledToday: Number(todays?.dials ?? 0),
    completesNeededToday,
    dialsNeededToday: contactRate ? Math.ceil(completesNeededToday / contactRate) : completesNeededToday,
    contactRate,
    workingDaysLeft,
    nextAppointment: counts?.next_appointment ?? null,
    repliesWaiting: await repliesWaiting(ctx),
  };
}
