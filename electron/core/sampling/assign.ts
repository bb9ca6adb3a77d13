/** Assigns follow-ups to nurses. Only open ones that no nurse holds are moved. */
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { AssignHindrance } from '../../../shared/base/contract/words.ts';
import { assignHindrances } from '../../../shared/base/contract/words.ts';
import type { Context } from '../base/context.ts';
import { insertMany } from '../base/db/bulk.ts';
import type { Schema } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { dealRoundRobin } from './deal.ts';
import { dealable, nurseNamed } from './nurses.ts';

type Assigned = Output<'sampling', 'assignTo'>;
type Where = ExpressionBuilder<Schema, 'follow_up'>;

/** Ids per statement, well under the databases' limits on parameters. */
const idsAtOnce = 5_000;

const nobodyHolds = (eb: Where, now: string) => eb.or([eb('held_until', 'is', null), eb('held_until', '<=', now)]);

interface Candidate {
  readonly id: string;
  readonly avoid: string | null;
  readonly departmentId: string;
  readonly hindrance: AssignHindrance | null;
}

async function candidates(ctx: Context, which: (eb: Where) => Expression<SqlBool>): Promise<Candidate[]> {
  const rows = await ctx.db
    .selectFrom('follow_up')
    .select(['id', 'avoid_nurse_id', 'department_id', 'state', 'held_until'])
    .where(which)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    avoid: row.avoid_nurse_id,
    departmentId: row.department_id,
    hindrance: row.state === 'ended' ? 'ended' : row.held_until !== null && row.held_until > ctx.now ? 'held' : null,
  }));
}

async function give(ctx: Context, ids: readonly string[], nurseId: string | null): Promise<number> {
  let given = 0;
  for (let start = 0; start < ids.length; start += idsAtOnce) {
    const rows = await ctx.db
      .updateTable('follow_up')
      .set({ nurse_id: nurseId })
      .where('id', 'in', ids.slice(start, start + idsAtOnce))
      .where('state', '=', 'open')
      .where((eb) => nobodyHolds(eb, ctx.now))
      .returning('id')
      .execute();
    await insertMany(
      ctx.db,
      'assignment',
      ['follow_up_id', 'at', 'nurse_id', 'user_id'],
      rows.map(({ id }) => [id, ctx.now, nurseId, ctx.actor.id]),
      'on conflict (follow_up_id, at) do update set nurse_id = excluded.nurse_id',
    );
    given += rows.length;
  }
  return given;
}

interface Deal {
  readonly followUp: Candidate;
  readonly to: string | null;
}

/** Gives each where it should go; one that should avoid its nurse, and those held or ended, are left and counted. */
async function carryOut(
  ctx: Context,
  all: readonly Candidate[],
  dealt: (free: readonly Candidate[]) => readonly Deal[],
): Promise<Assigned> {
  const deals = dealt(all.filter((one) => one.hindrance === null));
  const fits = deals.filter(({ followUp, to }) => to === null || followUp.avoid !== to);
  let assigned = 0;
  for (const [to, group] of Map.groupBy(fits, (deal) => deal.to))
    assigned += await give(
      ctx,
      group.map(({ followUp }) => followUp.id),
      to,
    );
  const counts: Record<AssignHindrance, number> = { held: 0, ended: 0, avoided: deals.length - fits.length };
  for (const { hindrance } of all) if (hindrance) counts[hindrance] += 1;
  ctx.changed('sampling', 'followUps');
  return { assigned, left: assignHindrances.codes.flatMap((why) => (counts[why] > 0 ? { why, count: counts[why] } : [])) };
}

/** In turn to these nurses; to the open pool where there are none. */
function inTurn(free: readonly Candidate[], nurses: readonly string[]): Deal[] {
  const dealt = dealRoundRobin(free, nurses);
  return free.map((followUp, at) => ({ followUp, to: dealt[at] || null }));
}

/** Deals the open follow-ups of a month that nobody holds, or only those of the open pool; those held stay where they are. */
export async function assign(ctx: Context, input: Input<'sampling', 'assign'>): Promise<Output<'sampling', 'assign'>> {
  const nurses = await dealable(ctx.db, input.nurseIds);
  const all = await candidates(ctx, (eb) =>
    eb.and([
      eb('month', '=', input.month),
      eb('state', '=', 'open'),
      nobodyHolds(eb, ctx.now),
      ...(input.only === 'pool' ? [eb('nurse_id', 'is', null)] : []),
    ]),
  );
  // With one nurse there is nobody else to give to what she should not call: she keeps it in her list, the queue passes it over.
  const willing = nurses.length > 1 ? all : all.map((one) => ({ ...one, avoid: null }));
  const { assigned } = await carryOut(ctx, willing, (free) => inTurn(free, nurses));
  ctx.audit('sampling.assign', input.month, { followUps: assigned, nurses: nurses.length });
  return { assigned };
}

/** @throws Refusal NO_NURSE, BAD_INPUT */
export async function assignTo(ctx: Context, { followUpIds, nurseId }: Input<'sampling', 'assignTo'>): Promise<Assigned> {
  if (nurseId !== null) await nurseNamed(ctx.db, nurseId);
  const all = await candidates(ctx, (eb) => eb('id', 'in', followUpIds));
  const result = await carryOut(ctx, all, (free) => free.map((followUp) => ({ followUp, to: nurseId })));
  ctx.audit('sampling.assignTo', nurseId ?? '', { followUps: result.assigned });
  return result;
}

/** @throws Refusal NO_NURSE, BAD_INPUT */
export async function assignDepartments(ctx: Context, { month, departments }: Input<'sampling', 'assignDepartments'>): Promise<Assigned> {
  const nurses = departments.flatMap(({ nurseId }) => nurseId ?? []);
  if (nurses.length > 0) await dealable(ctx.db, nurses);
  const nurseOf = new Map(departments.map(({ departmentId, nurseId }) => [departmentId, nurseId]));
  const all = await candidates(ctx, (eb) =>
    eb.and([eb('month', '=', month), eb('state', '=', 'open'), eb('department_id', 'in', [...nurseOf.keys()])]),
  );
  const result = await carryOut(ctx, all, (free) => free.map((followUp) => ({ followUp, to: nurseOf.get(followUp.departmentId) ?? null })));
  ctx.audit('sampling.assignDepartments', month, { departments: departments.length, followUps: result.assigned });
  return result;
}

async function dealOut(ctx: Context, from: string, to: readonly string[], month: string | undefined): Promise<Assigned> {
  const all = await candidates(ctx, (eb) =>
    eb.and([eb('nurse_id', '=', from), eb('state', '=', 'open'), ...(month === undefined ? [] : [eb('month', '=', month)])]),
  );
  return carryOut(ctx, all, (free) => inTurn(free, to));
}

/** @throws Refusal NO_NURSE, BAD_INPUT where the others are not nurses, or all of them are on leave */
export async function reassign(ctx: Context, { from, to, month }: Input<'sampling', 'reassign'>): Promise<Assigned> {
  const others = to.filter((id) => id !== from);
  const result = await dealOut(ctx, from, others.length > 0 ? await dealable(ctx.db, others) : [], month);
  ctx.audit('sampling.reassign', from, { followUps: result.assigned, nurses: others.length });
  return result;
}

/** @throws Refusal NO_NURSE, BAD_INPUT */
export async function leave(ctx: Context, { nurseId, onLeave, to }: Input<'sampling', 'leave'>): Promise<Assigned> {
  await nurseNamed(ctx.db, nurseId);
  if (onLeave) {
    const row = { nurse_id: nurseId, user_id: ctx.actor.id, at: ctx.now };
    await ctx.db
      .insertInto('nurse_leave')
      .values(row)
      .onConflict((conflict) => conflict.column('nurse_id').doNothing())
      .execute();
  } else await ctx.db.deleteFrom('nurse_leave').where('nurse_id', '=', nurseId).execute();
  const others = to.filter((id) => id !== nurseId);
  const result = onLeave
    ? await dealOut(ctx, nurseId, others.length > 0 ? await dealable(ctx.db, others) : [], undefined)
    : { assigned: 0, left: [] };
  ctx.audit('sampling.leave', nurseId, { onLeave, followUps: result.assigned });
  ctx.changed('sampling');
  return result;
}
