/** Who calls whom: follow-ups dealt to nurses in turn. */
import { Refusal } from '../../../shared/contract/errors.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/schema.ts';
import type { Input, Output } from '../door.ts';

/** Ids per update, well under the databases' limits on parameters. */
const idsPerUpdate = 5_000;

/** Active nurses with the follow-ups that are open with each. */
export async function listNurses(db: Db): Promise<Output<'sampling', 'nurses'>> {
  const rows = await db
    .selectFrom('app_user')
    .leftJoin('follow_up', (join) => join.onRef('follow_up.nurse_id', '=', 'app_user.id').on('follow_up.state', '=', 'open'))
    .select(({ fn }) => ['app_user.id', 'app_user.name', fn.count<number>('follow_up.id').as('open')])
    .where('app_user.role', '=', 'nurse')
    .where('app_user.active', '=', 1)
    .groupBy(['app_user.id', 'app_user.name'])
    .orderBy('app_user.id')
    .execute();
  return rows.map((row) => ({ ...row, open: Number(row.open) }));
}

/**
 * The nurses named, each once, in the order named.
 * @throws Refusal NO_NURSE where the hospital has none, BAD_INPUT where a name is not an active nurse's.
 */
export async function knownNurses(db: Db, ids: readonly string[]): Promise<string[]> {
  const nurses = await listNurses(db);
  if (nurses.length === 0) throw new Refusal('NO_NURSE');
  const unknown = ids.find((id) => !nurses.some((nurse) => nurse.id === id));
  if (unknown !== undefined) throw new Refusal('BAD_INPUT', { detail: '所选人员中有人不是在用的回访员' });
  return [...new Set(ids)];
}

/** Deals in turn; a nurse whom a follow-up should avoid is passed over for the next one. */
export function dealRoundRobin<T extends { readonly avoid: string | null }>(followUps: readonly T[], nurses: readonly string[]): string[] {
  return followUps.map(({ avoid }, at) => {
    const inTurn = nurses[at % nurses.length] ?? '';
    return inTurn === avoid ? (nurses[(at + 1) % nurses.length] ?? '') : inTurn;
  });
}

/** Deals the open follow-ups of a month that nobody holds; those held stay where they are. */
export async function assign(ctx: Context, input: Input<'sampling', 'assign'>): Promise<Output<'sampling', 'assign'>> {
  const nurses = await knownNurses(ctx.db, input.nurseIds);
  const free = await ctx.db
    .selectFrom('follow_up')
    .select(['id', 'avoid_nurse_id as avoid'])
    .where('month', '=', input.month)
    .where('state', '=', 'open')
    .where((eb) => eb.or([eb('held_until', 'is', null), eb('held_until', '<=', ctx.now)]))
    .orderBy('id')
    .execute();
  const dealt = dealRoundRobin(free, nurses);
  for (const nurse of nurses) {
    const ids = free.filter((_, at) => dealt[at] === nurse).map((row) => row.id);
    for (let start = 0; start < ids.length; start += idsPerUpdate)
      await ctx.db
        .updateTable('follow_up')
        .set({ nurse_id: nurse })
        .where('id', 'in', ids.slice(start, start + idsPerUpdate))
        .execute();
  }
  ctx.audit('sampling.assign', input.month, { followUps: free.length, nurses: nurses.length });
  ctx.changed('sampling');
  ctx.changed('calling');
  return { assigned: free.length };
}
