/** Registers feedback from a draft. */

import { monthOf } from '../../../shared/base/rules/time.ts';
import { dueAtOf } from '../../../shared/feedback/rules/limits.ts';
import { registration } from '../../../shared/feedback/rules/registration.ts';
import type { Context } from '../base/context.ts';
import type { Schema } from '../base/db/schema.ts';
import { readSettings } from '../base/settings.ts';
import { takeNumbers } from './numbers.ts';

type Spoken = Pick<Schema['feedback'], 'id' | 'kind' | 'severity'>;

/** Registers drafts that hold text, at least one: numbers, states, limits, events. Returns their numbers in order. */
export async function register(ctx: Context, spoken: readonly Spoken[]): Promise<readonly string[]> {
  const numbers = await takeNumbers(ctx.db, monthOf(ctx.now), spoken.length);
  const settings = await readSettings(ctx.db);
  const events: Schema['feedback_event'][] = [];
  for (const [index, { id, kind, severity }] of spoken.entries()) {
    const number = numbers[index] ?? '';
    const steps = registration(kind, severity);
    const state = steps.at(-1)?.to ?? 'registered';
    const dispatched = state === 'dispatched';
    await ctx.db
      .updateTable('feedback')
      .set({
        number,
        state,
        severity,
        registered_at: ctx.now,
        registered_by: ctx.actor.id,
        nurse_id: ctx.actor.id,
        dispatched_at: dispatched ? ctx.now : null,
        due_at: dispatched ? dueAtOf(ctx.now, severity, settings.limits, settings) : null,
        closed_at: state === 'closed' ? ctx.now : null,
      })
      .where('id', '=', id)
      .execute();
    for (const { from, to, action, why } of steps)
      events.push({
        id: ctx.newId(),
        feedback_id: id,
        at: ctx.now,
        user_id: ctx.actor.id,
        from_state: from,
        to_state: to,
        action,
        why,
        deputy: 0,
      });
    ctx.audit('feedback.register', id, { number, kind, severity, state });
  }
  await ctx.db.insertInto('feedback_event').values(events).execute();
  ctx.changed('feedback');
  return numbers;
}
