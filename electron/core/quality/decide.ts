/** Handles one review: the supervisor reads and decides it, the nurse answers it. */

import { canDo } from '../../../shared/accounts/rules/openWork.ts';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { type ReviewAction, type ReviewState, reviewStates } from '../../../shared/base/contract/words.ts';
import { callScores, type Review } from '../../../shared/quality/contract/quality.ts';
import { type Context, systemActor } from '../base/context.ts';
import type { Schema } from '../base/db/schema.ts';
import type { Input } from '../base/door.ts';
import { sheetOf } from './sheet.ts';

type Row = Schema['review'];

const toDecide: readonly ReviewState[] = ['to_do', 'returned'];

/** @throws Refusal NOT_FOUND: another nurse's, or the own that was not looked at yet */
async function reviewInScope(ctx: Context, id: string): Promise<Row> {
  const row = await ctx.db.selectFrom('review').selectAll().where('id', '=', id).executeTakeFirst();
  const foreign = ctx.actor.role === 'nurse' && (row?.nurse_id !== ctx.actor.id || row.state === 'to_do');
  if (!row || foreign) throw new Refusal('NOT_FOUND', { what: '这份复核' });
  return row;
}

async function shown(ctx: Context, row: Row): Promise<Review> {
  const events = await ctx.db
    .selectFrom('review_event')
    .leftJoin('app_user', 'app_user.id', 'review_event.user_id')
    .select(['at', 'app_user.name as by', 'action', 'note'])
    .where('review_id', '=', row.id)
    .orderBy('at')
    .orderBy('review_event.id')
    .execute();
  const own = row.nurse_id === ctx.actor.id;
  return {
    id: row.id,
    state: row.state,
    version: row.version,
    drawnAt: row.drawn_at,
    mayDecide: ctx.actor.role === 'supervisor' && !own && toDecide.includes(row.state),
    mayAnswer: own && row.state === 'sent_back',
    scores: row.scores === null ? null : callScores.parse(JSON.parse(row.scores)),
    history: events.map((event) => ({ ...event, by: event.by ?? systemActor.name })),
    sheet: await sheetOf(ctx, row.interview_id),
  };
}

interface Step {
  readonly action: ReviewAction;
  readonly state: ReviewState;
  readonly note: string;
  readonly columns?: Partial<Pick<Row, 'scores' | 'decided_at'>>;
}

/** @throws Refusal VERSION_CONFLICT */
async function take(ctx: Context, row: Row, expectedVersion: number, { action, state, note, columns = {} }: Step): Promise<Review> {
  const version = expectedVersion + 1;
  const taken = await ctx.db
    .updateTable('review')
    .set({ ...columns, state, version })
    .where('id', '=', row.id)
    .where('version', '=', expectedVersion)
    .returningAll()
    .executeTakeFirst();
  if (!taken) throw new Refusal('VERSION_CONFLICT', { what: '复核' });
  await ctx.db
    .insertInto('review_event')
    .values({ id: ctx.newId(), review_id: row.id, at: ctx.now, user_id: ctx.actor.id, action, note })
    .execute();
  ctx.audit(`calling.review_${action}`, row.id, { state });
  ctx.changed('reviews');
  return shown(ctx, taken);
}

async function correctedSince(ctx: Context, interviewId: string, since: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('correction')
    .select('id')
    .where('interview_id', '=', interviewId)
    .where('at', '>=', since)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** @throws Refusal NOT_FOUND */
export async function review(ctx: Context, { id }: Input<'quality', 'review'>): Promise<Review> {
  return shown(ctx, await reviewInScope(ctx, id));
}

/** Nothing is sent back to somebody who cannot answer it any more. @throws Refusal BAD_INPUT */
async function demandAnswerer({ db }: Context, userId: string): Promise<void> {
  const user = await db.selectFrom('app_user').select(['name', 'role', 'active']).where('id', '=', userId).executeTakeFirst();
  if (user && canDo('reviews', { role: user.role, active: user.active === 1 })) return;
  throw new Refusal('BAD_INPUT', { detail: `${user?.name ?? '这位回访员'}已不能处理退回的质控，请由随访办更正后复核` });
}

/** @throws Refusal NOT_FOUND, OWN_REVIEW, WRONG_STATE, REASON_REQUIRED (sent back without a note), BAD_INPUT (to somebody who left), VERSION_CONFLICT */
export async function decideReview(ctx: Context, input: Input<'quality', 'decideReview'>): Promise<Review> {
  const row = await reviewInScope(ctx, input.id);
  if (row.nurse_id === ctx.actor.id) throw new Refusal('OWN_REVIEW');
  if (!toDecide.includes(row.state)) throw new Refusal('WRONG_STATE', { state: reviewStates.zh[row.state], action: '复核' });
  const columns = input.scores ? { scores: JSON.stringify(input.scores) } : {};
  if (input.verdict === 'send_back') {
    if (input.note === '') throw new Refusal('REASON_REQUIRED');
    await demandAnswerer(ctx, row.nurse_id);
    return take(ctx, row, input.expectedVersion, { action: 'send_back', state: 'sent_back', note: input.note, columns });
  }
  const state = (await correctedSince(ctx, row.interview_id, row.drawn_at)) ? 'corrected' : 'agreed';
  return take(ctx, row, input.expectedVersion, { action: 'agree', state, note: input.note, columns: { ...columns, decided_at: ctx.now } });
}

/** @throws Refusal NOT_FOUND, FORBIDDEN (not the own), WRONG_STATE, REASON_REQUIRED (nothing corrected, nothing said), VERSION_CONFLICT */
export async function answerReview(ctx: Context, input: Input<'quality', 'answerReview'>): Promise<Review> {
  const row = await reviewInScope(ctx, input.id);
  if (row.nurse_id !== ctx.actor.id) throw new Refusal('FORBIDDEN');
  if (row.state !== 'sent_back') throw new Refusal('WRONG_STATE', { state: reviewStates.zh[row.state], action: '返回' });
  const sent = await ctx.db
    .selectFrom('review_event')
    .select('at')
    .where('review_id', '=', row.id)
    .where('action', '=', 'send_back')
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  if (input.note === '' && !(await correctedSince(ctx, row.interview_id, sent.at))) throw new Refusal('REASON_REQUIRED');
  return take(ctx, row, input.expectedVersion, { action: 'answer', state: 'returned', note: input.note });
}
