/**
 * Recomputes the due dates of open feedback after the calendar or the limits have changed; each move is recorded in
 * its history.
 */

import { civilDateOf } from '../../../shared/base/rules/time.ts';
import type { WorkCalendar } from '../../../shared/base/rules/workingDays.ts';
import { dueAtOf, type Limits } from '../../../shared/feedback/rules/limits.ts';
import { openStates } from '../../../shared/feedback/rules/states.ts';
import type { Context } from '../base/context.ts';
import { insertMany } from '../base/db/bulk.ts';
import type { Db, Schema } from '../base/db/schema.ts';

export interface DueMove {
  readonly id: string;
  readonly number: string;
  readonly state: Schema['feedback']['state'];
  readonly from: string;
  readonly to: string;
}

/** The open cases whose due date would be another under this calendar and these limits, the earliest first. */
export async function dueMoves(db: Db, limits: Limits, calendar: WorkCalendar): Promise<DueMove[]> {
  const open = await db
    .selectFrom('feedback')
    .select(['id', 'number', 'state', 'severity', 'dispatched_at', 'due_at'])
    .where('state', 'in', openStates)
    .where('due_at', 'is not', null)
    .where('dispatched_at', 'is not', null)
    .orderBy('due_at')
    .orderBy('id')
    .execute();
  return open.flatMap(({ id, number, state, severity, dispatched_at, due_at }) => {
    if (dispatched_at === null || due_at === null) return [];
    const to = dueAtOf(dispatched_at, severity, limits, calendar);
    return to === due_at ? [] : [{ id, number, state, from: due_at, to }];
  });
}

/** Moves them. `why` names what was changed: 工作日历. */
export async function moveDueDates(ctx: Context, limits: Limits, calendar: WorkCalendar, why: string): Promise<number> {
  const moves = await dueMoves(ctx.db, limits, calendar);
  for (const { id, to } of moves) await ctx.db.updateTable('feedback').set({ due_at: to }).where('id', '=', id).execute();
  const columns = ['id', 'feedback_id', 'at', 'user_id', 'from_state', 'to_state', 'action', 'why', 'deputy'] as const;
  const rows = moves.map(({ id, state, from, to }) => [
    ctx.newId(),
    id,
    ctx.now,
    ctx.actor.id,
    state,
    state,
    'note',
    `${why}有改动，到期日 ${civilDateOf(from)} → ${civilDateOf(to)}`,
    0,
  ]);
  await insertMany(ctx.db, 'feedback_event', columns, rows);
  if (moves.length > 0) ctx.changed('feedback');
  return moves.length;
}
