/** Steps of the responsible department: it is informed, acknowledges, accepts, and answers with a rectification. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { civilDateOf } from '../../../shared/base/rules/time.ts';
import type { FeedbackCase } from '../../../shared/feedback/contract/feedback.ts';
import { doneDateComplaint, missingForReview } from '../../../shared/feedback/rules/completeness.ts';
import { dueAtOf } from '../../../shared/feedback/rules/limits.ts';
import type { Context } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';
import { readSettings } from '../base/settings.ts';
import { caseOf } from './caseView.ts';
import { caseFor, take, touch } from './change.ts';
import { keepText } from './rectificationTexts.ts';

/** Sends a case to the department answerable for it; the limit of its severity begins. */
export async function dispatch(ctx: Context, input: Input<'feedback', 'dispatch'>): Promise<FeedbackCase> {
  const { row, step } = await caseFor(ctx, input, 'dispatch');
  const department = await ctx.db
    .selectFrom('department')
    .select('id')
    .where('id', '=', input.departmentId)
    .where('active', '=', 1)
    .executeTakeFirst();
  if (!department) throw new Refusal('NOT_FOUND', { what: '科室' });
  const settings = await readSettings(ctx.db);
  const columns = {
    department_id: input.departmentId,
    severity: input.severity,
    dispatched_at: ctx.now,
    due_at: dueAtOf(ctx.now, input.severity, settings.limits, settings),
  };
  await take(ctx, input, row, step, columns, input.why);
  return caseOf(ctx, row.id);
}

export async function acknowledge(ctx: Context, input: Input<'feedback', 'acknowledge'>): Promise<FeedbackCase> {
  const { row, step } = await caseFor(ctx, input, 'acknowledge');
  await take(ctx, input, row, step, { acknowledged_at: ctx.now });
  return caseOf(ctx, row.id);
}

export async function accept(ctx: Context, input: Input<'feedback', 'accept'>): Promise<FeedbackCase> {
  const { row, step } = await caseFor(ctx, input, 'accept');
  await take(ctx, input, row, step, { acknowledged_at: row.acknowledged_at ?? ctx.now });
  return caseOf(ctx, row.id);
}

/** Keeps what is typed; one draft per round, earlier rounds stay as they were handed in. */
export async function saveRectification(
  ctx: Context,
  input: Input<'feedback', 'saveRectification'>,
): Promise<Output<'feedback', 'saveRectification'>> {
  const { row } = await caseFor(ctx, input, 'rectify');
  const version = await touch(ctx, input);
  const written = {
    department_id: row.department_id,
    cause_kind: input.causeKind,
    cause: input.cause,
    measures: input.measures,
    responsible: input.responsible,
    done_date: input.doneDate,
  };
  await keepText(ctx, { feedbackId: row.id, round: row.round }, written);
  await ctx.db
    .insertInto('rectification')
    .values({
      ...written,
      feedback_id: row.id,
      round: row.round,
      submitted_by: null,
      submitted_at: null,
      review_verdict: null,
      review_comment: '',
      reviewed_by: null,
      reviewed_at: null,
    })
    .onConflict((conflict) => conflict.columns(['feedback_id', 'round']).doUpdateSet(written))
    .execute();
  return { version, savedAt: ctx.now };
}

/** @throws Refusal BAD_INPUT naming what is still missing or a day that cannot be */
export async function submitRectification(ctx: Context, input: Input<'feedback', 'submitRectification'>): Promise<FeedbackCase> {
  const { row, step } = await caseFor(ctx, input, 'rectify');
  const draft = await ctx.db
    .selectFrom('rectification')
    .select(['cause', 'measures', 'responsible', 'done_date'])
    .where('feedback_id', '=', row.id)
    .where('round', '=', row.round)
    .executeTakeFirst();
  const missing = missingForReview(draft);
  if (missing.length > 0) throw new Refusal('BAD_INPUT', { detail: `还没有填写${missing.join('、')}` });
  const wrong = doneDateComplaint(draft?.done_date ?? null, civilDateOf(row.registered_at ?? row.created_at), civilDateOf(ctx.now));
  if (wrong) throw new Refusal('BAD_INPUT', { detail: wrong });
  await ctx.db
    .updateTable('rectification')
    .set({ submitted_by: ctx.actor.id, submitted_at: ctx.now })
    .where('feedback_id', '=', row.id)
    .where('round', '=', row.round)
    .execute();
  await take(ctx, input, row, step);
  return caseOf(ctx, row.id);
}
