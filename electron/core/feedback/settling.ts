/** The last steps of feedback: review of the rectification, reply to the patient, closing. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { FeedbackCase } from '../../../shared/feedback/contract/feedback.ts';
import { missingForClosing } from '../../../shared/feedback/rules/completeness.ts';
import type { Context } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';
import { awaitOwnTurn } from '../worklist/index.ts';
import { caseInScope, caseOf, phonesOf } from './caseView.ts';
import { caseFor, take } from './change.ts';
import { endOf } from './replyCalls.ts';
import { callRunning, demandTried, openCallOf } from './replying.ts';
import { seesPatientOf } from './scope.ts';

/** @throws Refusal OWN_RECTIFICATION where the actor handed it in 代办 and another supervisor is there to review it */
async function demandOtherEyes(ctx: Context, row: { readonly id: string; readonly round: number }): Promise<void> {
  const own = await ctx.db
    .selectFrom('rectification')
    .select('round')
    .where('feedback_id', '=', row.id)
    .where('round', '=', row.round)
    .where('submitted_by', '=', ctx.actor.id)
    .executeTakeFirst();
  if (!own) return;
  const other = await ctx.db
    .selectFrom('app_user')
    .select('id')
    .where('role', '=', 'supervisor')
    .where('active', '=', 1)
    .where('id', '!=', ctx.actor.id)
    .limit(1)
    .executeTakeFirst();
  if (other) throw new Refusal('OWN_RECTIFICATION');
}

/** Passed: the patient may be told. Returned (with a reason): back to the department, one round more. */
export async function review(ctx: Context, input: Input<'feedback', 'review'>): Promise<FeedbackCase> {
  const { row, step } = await caseFor(ctx, input, input.verdict === 'passed' ? 'review_pass' : 'review_return');
  await demandOtherEyes(ctx, row);
  if (input.verdict === 'returned' && input.comment === '') throw new Refusal('REASON_REQUIRED');
  await ctx.db
    .updateTable('rectification')
    .set({ review_verdict: input.verdict, review_comment: input.comment, reviewed_by: ctx.actor.id, reviewed_at: ctx.now })
    .where('feedback_id', '=', row.id)
    .where('round', '=', row.round)
    .execute();
  await take(ctx, input, row, step, {}, input.comment);
  return caseOf(ctx, row.id);
}

/**
 * Records what the patient was told and thinks; every reply is kept, also the ones the patient did not accept.
 * @throws Refusal CALL_RUNNING (未能联系上 during the call), REPLY_NOT_CALLED, REPLY_NOT_REACHED
 */
export async function reply(ctx: Context, input: Input<'feedback', 'reply'>): Promise<FeedbackCase> {
  await awaitOwnTurn(ctx);
  const { row, step } = await caseFor(ctx, input, 'reply', input.verdict);
  const way = input.verdict === 'unreached' ? 'call' : input.way;
  const running = await openCallOf(ctx.db, row.id);
  if (running && input.verdict === 'unreached') throw callRunning(running);
  if (running) await endOf(ctx, running, 'reached');
  await demandTried(ctx, row, input.verdict, way);
  await ctx.db
    .insertInto('reply')
    .values({
      id: ctx.newId(),
      feedback_id: row.id,
      round: row.round,
      at: ctx.now,
      user_id: ctx.actor.id,
      content: input.content,
      verdict: input.verdict,
      patient_words: input.patientWords,
      way,
    })
    .execute();
  await take(ctx, input, row, step, {}, input.patientWords);
  return caseOf(ctx, row.id);
}

/** @throws Refusal CLOSING_INCOMPLETE naming what is missing */
export async function close(ctx: Context, input: Input<'feedback', 'close'>): Promise<FeedbackCase> {
  const { row, step } = await caseFor(ctx, input, 'close');
  const written = await ctx.db
    .selectFrom('rectification')
    .select(['cause', 'measures'])
    .where('feedback_id', '=', row.id)
    .where('round', '=', row.round)
    .executeTakeFirst();
  const verdict = await ctx.db
    .selectFrom('reply')
    .select('id')
    .where('feedback_id', '=', row.id)
    .where('round', '=', row.round)
    .limit(1)
    .executeTakeFirst();
  const missing = missingForClosing(written, verdict !== undefined);
  if (missing.length > 0) throw new Refusal('CLOSING_INCOMPLETE', { missing: missing.join('、') });
  await take(ctx, input, row, step, { closed_at: ctx.now });
  return caseOf(ctx, row.id);
}

/**
 * The patient's whole numbers, to call back; the look itself is logged (domain §11).
 *
 * @throws Refusal NOT_FOUND, FORBIDDEN for the head of an opinion
 */
export async function showPhone(ctx: Context, input: Input<'feedback', 'showPhone'>): Promise<Output<'feedback', 'showPhone'>> {
  const row = await caseInScope(ctx.db, ctx.actor, input.id);
  if (!seesPatientOf(ctx.actor, row)) throw new Refusal('FORBIDDEN');
  ctx.audit('feedback.showPhone', row.id, { number: row.number });
  const phones = await phonesOf(ctx.db, row.discharge_id).execute();
  return { phones: phones.map((phone) => ({ number: phone.number, relation: phone.relation, bad: phone.bad === 1 })) };
}
