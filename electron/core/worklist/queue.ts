/**
 * Reads the ordered queue group by group: a page costs the same wherever it lies and however many follow-ups are
 * open.
 */

import { type Expression, type ExpressionBuilder, type ExpressionWrapper, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { Settings } from '../../../shared/base/contract/settings.ts';
import type { QueueGroup } from '../../../shared/base/contract/words.ts';
import { addCivilDays, civilDateOf } from '../../../shared/base/rules/time.ts';
import { queueBounds } from '../../../shared/worklist/rules/queue.ts';
import type { Context } from '../base/context.ts';
import type { Schema } from '../base/db/schema.ts';
import { soughtBy } from '../discharges/index.ts';
import { dueOf, groupsInOrder, standsIn } from './queueGroups.ts';
import { type Found, openBy } from './queueSearch.ts';

export interface QueueFilter {
  readonly month?: string | undefined;
  readonly departmentId?: string | undefined;
  /** Only what this nurse may take: own and open pool, not what waits for another nurse after a soft refusal. */
  readonly nurseId?: string | undefined;
  /** Of that, only the own or only the pool's; without a nurse, anybody's or the pool's. */
  readonly whose?: 'own' | 'pool' | undefined;
  /** First contact window: due today, or late. */
  readonly window?: 'due' | 'late' | undefined;
  /** Name, pinyin initials, inpatient number or the end of a phone number. */
  readonly search?: string | undefined;
  /** Only what nobody else holds. */
  readonly free?: boolean;
}

/** Whether another nurse is at work to take what this one should not call again: somebody must always be able to call. */
export async function hasColleague({ db }: Context, nurseId: string): Promise<boolean> {
  const other = await db
    .selectFrom('app_user')
    .leftJoin('nurse_leave', 'nurse_leave.nurse_id', 'app_user.id')
    .select('app_user.id')
    .where('role', '=', 'nurse')
    .where('active', '=', 1)
    .where('app_user.id', '!=', nurseId)
    .where('nurse_leave.nurse_id', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}

type Where = ExpressionBuilder<Schema, 'follow_up'>;
type Condition = ExpressionWrapper<Schema, 'follow_up', SqlBool>;

function belongs(eb: Where, { nurseId, whose }: QueueFilter): Condition[] {
  if (whose === 'pool') return [eb('nurse_id', 'is', null)];
  if (whose === 'own') return [nurseId === undefined ? eb('nurse_id', 'is not', null) : eb('nurse_id', '=', nurseId)];
  return nurseId === undefined ? [] : [eb.or([eb('nurse_id', 'is', null), eb('nurse_id', '=', nurseId)])];
}

function inWindow(eb: Where, window: 'due' | 'late', called: boolean, now: string, settings: Settings): Condition[] {
  const lastDay = addCivilDays(civilDateOf(now), -settings.firstContactByDays);
  if (!called) return [eb('follow_up.discharged_on', window === 'due' ? '=' : '<', lastDay)];
  // As an expression: those who were called are found by when to call them again, not by their discharge.
  return [eb(sql<string>`follow_up.discharged_on || ''`, window === 'due' ? '=' : '<', lastDay), eb('contacted', '=', 0)];
}

/** The open follow-ups that pass the filter, in one group or another. */
export interface Selection {
  /** Chosen from those that a text means; null: from all. */
  readonly among: Found | null;
  readonly matches: (group: QueueGroup) => (eb: Where) => Expression<SqlBool>;
  /** The ways to be of a group; one holds, and never two. */
  readonly stands: (group: QueueGroup) => readonly Expression<SqlBool>[];
}

export async function select(ctx: Context, settings: Settings, filter: QueueFilter): Promise<Selection> {
  const { month, departmentId, nurseId, window, search, free } = filter;
  const bounds = queueBounds(ctx.now, settings);
  const avoids = nurseId !== undefined && (await hasColleague(ctx, nurseId));
  const among = search === undefined ? null : openBy(ctx.db, soughtBy(search), free === true);
  const all = (eb: Where, called: boolean) => {
    const conditions: Condition[] = [...(among ? [] : [eb('follow_up.state', '=', 'open')]), ...belongs(eb, filter)];
    if (month !== undefined) conditions.push(eb('follow_up.month', '=', month));
    if (departmentId !== undefined) conditions.push(eb('follow_up.department_id', '=', departmentId));
    if (window !== undefined) conditions.push(...inWindow(eb, window, called, ctx.now, settings));
    if (free) conditions.push(eb.or([eb('held_by', 'is', null), eb('held_by', '=', ctx.actor.id), eb('held_until', '<', ctx.now)]));
    return conditions;
  };
  const unavoided = (eb: Where) => eb.or([eb('avoid_nurse_id', 'is', null), eb('avoid_nurse_id', '!=', nurseId ?? '')]);
  return {
    among,
    matches: (group) => (eb) => {
      // never_called rows have no last outcome, so the filters below are skipped and the index alone answers.
      const called = group !== 'never_called' || among !== null;
      return eb.and(avoids && called ? [...all(eb, called), unavoided(eb)] : all(eb, called));
    },
    // What a text means is gone through once; there is no index to be chosen by the group.
    stands: (group) => (among ? [sql<SqlBool>`(${sql.join(standsIn(group, bounds), sql` or `)})`] : standsIn(group, bounds)),
  };
}

type Members = SelectQueryBuilder<Schema, 'follow_up', unknown>;

function matching({ db }: Context, { among, matches }: Selection, group: QueueGroup): Members {
  const all = among ? (db.selectFrom(among.as('follow_up')) as unknown as Members) : db.selectFrom('follow_up');
  return all.where(matches(group));
}

const membersOf = (ctx: Context, selection: Selection, group: QueueGroup, stands: Expression<SqlBool>): Members =>
  matching(ctx, selection, group).where(stands);

/** The groups of the follow-ups that match a search text, read together. */
async function countAmong(ctx: Context, selection: Selection): Promise<{ group: QueueGroup; count: number }[]> {
  const cases = groupsInOrder.map((group) => sql`when ${sql.join(selection.stands(group), sql` or `)} then ${sql.lit(group)}`);
  return matching(ctx, selection, 'later')
    .select((eb) => [sql<QueueGroup>`case ${sql.join(cases, sql` `)} end`.as('group'), eb.fn.countAll<number>().as('count')])
    .groupBy(sql`1`)
    .execute();
}

/** The groups of all that is open, each from its own index, in one statement. */
async function countEach(ctx: Context, selection: Selection): Promise<{ group: QueueGroup; count: number }[]> {
  const parts = groupsInOrder.flatMap((group) =>
    selection
      .stands(group)
      .map((stands) =>
        membersOf(ctx, selection, group, stands).select((eb) => [
          sql<QueueGroup>`${sql.lit(group)}`.as('group'),
          eb.fn.countAll<number>().as('count'),
        ]),
      ),
  );
  return parts.reduce((all, next) => all.unionAll(next)).execute();
}

export type QueueCounts = Readonly<Record<QueueGroup, number>>;

/** How many there are of each group. */
export async function queueCounts(ctx: Context, selection: Selection): Promise<QueueCounts> {
  const counted = selection.among ? await countAmong(ctx, selection) : await countEach(ctx, selection);
  const counts = Object.fromEntries(groupsInOrder.map((group) => [group, 0])) as Record<QueueGroup, number>;
  for (const row of counted) counts[row.group] += Number(row.count);
  return counts;
}

export interface Place {
  readonly id: string;
  readonly group: QueueGroup;
}

/** Members of one group in its order. */
export async function groupPage(
  ctx: Context,
  selection: Selection,
  group: QueueGroup,
  page: { readonly offset: number; readonly limit: number },
): Promise<Place[]> {
  const due = dueOf(group);
  const [only, ...more] = selection.stands(group).map((stands) => membersOf(ctx, selection, group, stands));
  if (!only) return [];
  if (more.length === 0) {
    const rows = await only
      .select('follow_up.id')
      .$if(due !== null, (query) => query.orderBy(due ?? sql`''`))
      .orderBy('follow_up.discharged_on')
      .orderBy('follow_up.id')
      .offset(page.offset)
      .limit(page.limit)
      .execute();
    return rows.map(({ id }) => ({ id, group }));
  }
  // Several ways to be of the group: each is read from its index; joined by "or" they would be sought among all that is open.
  const [first, ...rest] = [only, ...more].map((members) =>
    members.select(['follow_up.id', 'follow_up.discharged_on', (due ?? sql<string>`''`).as('due')]),
  );
  const rows = await ctx.db
    .selectFrom(rest.reduce((all, next) => all.unionAll(next), first as NonNullable<typeof first>).as('members'))
    .select('id')
    .orderBy('due')
    .orderBy('discharged_on')
    .orderBy('id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return rows.map(({ id }) => ({ id, group }));
}

/** A page over these groups one after the other, whose counts are known. */
export async function queuePage(
  ctx: Context,
  selection: Selection,
  counts: QueueCounts,
  groups: readonly QueueGroup[],
  page: { readonly offset: number; readonly limit: number },
): Promise<Place[]> {
  const places: Place[] = [];
  let before = 0;
  for (const group of groups) {
    const limit = page.limit - places.length;
    if (limit <= 0) break;
    const offset = Math.max(0, page.offset - before);
    if (offset < counts[group]) places.push(...(await groupPage(ctx, selection, group, { offset, limit })));
    before += counts[group];
  }
  return places;
}
