/**
 * Changes feedback: checks that it is visible, of the expected version, and that the state machine allows the step;
 * then writes its row, event and audit line.
 */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { feedbackStates, type Verdict } from '../../../shared/base/contract/words.ts';
import type { FeedbackAction } from '../../../shared/feedback/contract/feedback.ts';
import { actionsFor, isHeadsStep, type Transition, transitionOf } from '../../../shared/feedback/rules/states.ts';
import type { Context } from '../base/context.ts';
import type { Schema } from '../base/db/schema.ts';
import { caseInScope } from './caseView.ts';
import { actsForHead } from './deputies.ts';
import { refuseDuringCall } from './replying.ts';
import type { NamedCase } from './rows.ts';
import { roleOf } from './scope.ts';

interface Expected {
  readonly id: string;
  readonly expectedVersion: number;
}

type Columns = Partial<
  Pick<Schema['feedback'], 'department_id' | 'severity' | 'dispatched_at' | 'due_at' | 'acknowledged_at' | 'closed_at' | 'round' | 'state'>
>;

const actionWords: Readonly<Record<FeedbackAction, string>> = {
  dispatch: '转办',
  acknowledge: '确认知悉',
  accept: '受理',
  rectify: '填写整改',
  review_pass: '审核通过',
  review_return: '审核退回',
  reply: '登记回复',
  close: '销账',
  transfer: '改派',
  regrade: '改程度',
};

const conflict = () => new Refusal('VERSION_CONFLICT', { what: '意见' });

/**
 * The case and the way an action takes it.
 * @throws Refusal NOT_FOUND, VERSION_CONFLICT, WRONG_STATE, CALL_OF_COLLEAGUE or CALL_RUNNING while the patient is being called
 */
export async function caseFor(
  ctx: Context,
  expected: Expected,
  action: FeedbackAction,
  verdict?: Verdict,
): Promise<{ row: NamedCase; step: Transition }> {
  const row = await caseInScope(ctx.db, ctx.actor, expected.id);
  if (row.version !== expected.expectedVersion) throw conflict();
  const deputy = await actsForHead(ctx.db, ctx.actor, row.department_id);
  const allowed = actionsFor(row.state, roleOf(ctx.actor), row.acknowledged_at !== null, deputy).includes(action);
  const step = transitionOf(row.state, action, verdict);
  if (!step || !allowed) throw new Refusal('WRONG_STATE', { state: feedbackStates.zh[row.state], action: actionWords[action] });
  await refuseDuringCall(ctx, row.id, action);
  return { row, step };
}

/**
 * Raises the version and sets columns, if nobody was faster.
 * @throws Refusal VERSION_CONFLICT
 */
export async function touch(ctx: Context, expected: Expected, columns: Columns = {}): Promise<number> {
  const changed = await ctx.db
    .updateTable('feedback')
    .set({ ...columns, version: expected.expectedVersion + 1 })
    .where('id', '=', expected.id)
    .where('version', '=', expected.expectedVersion)
    .returning('version')
    .executeTakeFirst();
  if (!changed) throw conflict();
  return changed.version;
}

/** Takes the step: state, round, event, audit line, and word to the screens. */
export async function take(
  ctx: Context,
  expected: Expected,
  row: NamedCase,
  step: Transition,
  columns: Columns = {},
  why = '',
): Promise<void> {
  const deputy = isHeadsStep(step.action) && (await actsForHead(ctx.db, ctx.actor, row.department_id));
  await touch(ctx, expected, { ...columns, state: step.to, ...(step.newRound ? { round: row.round + 1 } : {}) });
  await ctx.db
    .insertInto('feedback_event')
    .values({
      id: ctx.newId(),
      feedback_id: row.id,
      at: ctx.now,
      user_id: ctx.actor.id,
      from_state: row.state,
      to_state: step.to,
      action: step.action,
      why,
      deputy: deputy ? 1 : 0,
    })
    .execute();
  const { number, state: from, round } = row;
  ctx.audit(`feedback.${step.action}`, row.id, { number, from, to: step.to, round, ...(deputy ? { deputy } : {}) });
  ctx.changed('feedback');
}
