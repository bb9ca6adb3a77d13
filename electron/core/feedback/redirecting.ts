/** Lets the supervisor change dispatched feedback: another department (改派) or severity (改程度). The clock goes on. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { severities } from '../../../shared/base/contract/words.ts';
import type { FeedbackCase } from '../../../shared/feedback/contract/feedback.ts';
import { dueAtOf } from '../../../shared/feedback/rules/limits.ts';
import type { Context } from '../base/context.ts';
import type { Input } from '../base/door.ts';
import { readSettings } from '../base/settings.ts';
import { caseOf } from './caseView.ts';
import { caseFor, take } from './change.ts';

/**
 * Gives the case to another department, which has to acknowledge and accept it; what the first one wrote stays with its round.
 * The limit runs on from the first dispatch.
 * @throws Refusal NOT_FOUND (no such department in use), BAD_INPUT (the same one), and as `caseFor`
 */
export async function transfer(ctx: Context, input: Input<'feedback', 'transfer'>): Promise<FeedbackCase> {
  const { row, step } = await caseFor(ctx, input, 'transfer');
  const department = await ctx.db
    .selectFrom('department')
    .select('name')
    .where('id', '=', input.departmentId)
    .where('active', '=', 1)
    .executeTakeFirst();
  if (!department) throw new Refusal('NOT_FOUND', { what: '科室' });
  if (input.departmentId === row.department_id) throw new Refusal('BAD_INPUT', { detail: `这件意见已经在${department.name}` });
  const why = `${row.departmentName} → ${department.name}：${input.reason}`;
  await take(ctx, input, row, step, { department_id: input.departmentId, acknowledged_at: null }, why);
  return caseOf(ctx, row.id);
}

/**
 * Changes the severity; the limit of the new one counts from the first dispatch.
 * @throws Refusal BAD_INPUT (the same one), and as `caseFor`
 */
export async function regrade(ctx: Context, input: Input<'feedback', 'regrade'>): Promise<FeedbackCase> {
  const { row, step } = await caseFor(ctx, input, 'regrade');
  const [before, after] = [severities.zh[row.severity], severities.zh[input.severity]];
  if (input.severity === row.severity) throw new Refusal('BAD_INPUT', { detail: `这件意见已经是“${after}”` });
  const settings = await readSettings(ctx.db);
  const dueAt = row.dispatched_at === null ? null : dueAtOf(row.dispatched_at, input.severity, settings.limits, settings);
  await take(ctx, input, row, step, { severity: input.severity, due_at: dueAt }, `${before} → ${after}：${input.reason}`);
  return caseOf(ctx, row.id);
}
