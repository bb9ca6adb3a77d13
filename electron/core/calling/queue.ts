/** The one ordered queue, in SQL: the same order as `queueGroup` of the rules, page by page. */
import { type Expression, type ExpressionBuilder, type ExpressionWrapper, type SqlBool, sql } from 'kysely';
import type { Settings } from '../../../shared/contract/upkeep.ts';
import { type QueueGroup, queueGroups } from '../../../shared/contract/words.ts';
import { nonContactOutcomes, queueOrder } from '../../../shared/rules/attempts.ts';
import { type QueueBounds, queueBounds } from '../../../shared/rules/calling/queue.ts';
import type { Context } from '../context.ts';
import type { Schema } from '../db/schema.ts';

const quoted = (codes: readonly string[]) => sql.raw(codes.map((code) => `'${code}'`).join(', '));
const rankOf = (group: QueueGroup) => sql.raw(String(queueOrder[group]));
const noContact = quoted(nonContactOutcomes);

/** Rank of a queue group as SQL over `follow_up` and `discharge`. */
function rank(bounds: QueueBounds): Expression<number> {
  return sql<number>`case
    when follow_up.appointment_at is not null then case
      when follow_up.appointment_at > ${bounds.dueUntil} then ${rankOf('later')}
      when follow_up.appointment_at < ${bounds.missedBefore} then ${rankOf('missed_appointment')}
      else ${rankOf('due_appointment')} end
    when follow_up.last_outcome is null then case
      when discharge.discharge_date > ${bounds.firstCallUntil} then ${rankOf('later')} else ${rankOf('never_called')} end
    when follow_up.next_at > ${bounds.now} then case
      when follow_up.last_outcome in (${noContact}) and follow_up.last_attempt_at >= ${bounds.todayFrom}
        and follow_up.next_at >= ${bounds.tomorrowFrom} then ${rankOf('hidden_today')} else ${rankOf('later')} end
    when follow_up.last_outcome not in (${noContact}) then ${rankOf('callback')}
    when follow_up.last_outcome = 'busy' then ${rankOf('busy')}
    when follow_up.last_outcome = 'no_answer' then ${rankOf('no_answer')}
    else ${rankOf('not_reached')} end`;
}

const groupOfRank = new Map(queueGroups.codes.map((group) => [queueOrder[group], group]));

export interface QueueFilter {
  readonly month?: string | undefined;
  readonly departmentId?: string | undefined;
  readonly group?: QueueGroup | undefined;
  /** Only what this nurse may take: own and open pool, not what waits for another nurse after a soft refusal. */
  readonly nurseId?: string | undefined;
  /** Only what may be dialled now and nobody holds. */
  readonly free?: boolean;
}

/** Whether another nurse is there to take what this one should not call again. */
export async function hasColleague({ db }: Context, nurseId: string): Promise<boolean> {
  const other = await db
    .selectFrom('app_user')
    .select('id')
    .where('role', '=', 'nurse')
    .where('active', '=', 1)
    .where('id', '!=', nurseId)
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}

type Matching = (eb: ExpressionBuilder<Schema, 'follow_up'>) => Expression<SqlBool>;

function openAndMatching(ctx: Context, filter: QueueFilter, avoids: boolean): Matching {
  const { month, departmentId, nurseId, free } = filter;
  return (eb) => {
    const all: ExpressionWrapper<Schema, 'follow_up', SqlBool>[] = [eb('follow_up.state', '=', 'open')];
    if (month !== undefined) all.push(eb('follow_up.month', '=', month));
    if (departmentId !== undefined) all.push(eb('follow_up.department_id', '=', departmentId));
    if (nurseId !== undefined) all.push(eb.or([eb('nurse_id', 'is', null), eb('nurse_id', '=', nurseId)]));
    if (avoids) all.push(eb.or([eb('avoid_nurse_id', 'is', null), eb('avoid_nurse_id', '!=', nurseId ?? '')]));
    if (free) all.push(eb.or([eb('held_by', 'is', null), eb('held_by', '=', ctx.actor.id), eb('held_until', '<', ctx.now)]));
    return eb.and(all);
  };
}

async function selection(ctx: Context, settings: Settings, filter: QueueFilter) {
  const { group, free, nurseId } = filter;
  const groupRank = rank(queueBounds(ctx.now, settings));
  const matches = openAndMatching(ctx, filter, nurseId !== undefined && (await hasColleague(ctx, nurseId)));
  let rows = ctx.db.selectFrom('follow_up').innerJoin('discharge', 'discharge.id', 'follow_up.discharge_id').where(matches);
  if (group !== undefined) rows = rows.where(sql<SqlBool>`${groupRank} = ${rankOf(group)}`);
  if (free) rows = rows.where(sql<SqlBool>`${groupRank} <= ${rankOf('never_called')}`);
  return { matches, groupRank, rows };
}

/** A page of the open follow-ups in queue order. */
export async function queue(
  ctx: Context,
  settings: Settings,
  filter: QueueFilter,
  page: { offset: number; limit: number },
): Promise<{ id: string; group: QueueGroup }[]> {
  const { rows, groupRank } = await selection(ctx, settings, filter);
  const found = await rows
    .select(['follow_up.id', sql<number>`${groupRank}`.as('rank')])
    .orderBy('rank')
    .orderBy(sql`coalesce(follow_up.appointment_at, follow_up.next_at, '')`)
    .orderBy('discharge.discharge_date')
    .orderBy('follow_up.id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return found.map((row) => ({ id: row.id, group: groupOfRank.get(Number(row.rank)) ?? 'later' }));
}

/** How many the whole queue holds. */
export async function queueLength(ctx: Context, settings: Settings, filter: QueueFilter): Promise<number> {
  const { matches, rows } = await selection(ctx, settings, filter);
  // Without a group nothing of the discharge matters to the number, and the join is most of its cost.
  const counting = filter.group === undefined && !filter.free ? ctx.db.selectFrom('follow_up').where(matches) : rows;
  const total = await counting.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  return Number(total.count);
}
