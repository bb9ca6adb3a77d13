/** Keeps the earlier texts of a rectification, so that nothing a department wrote is lost by overwriting. */
import type { Context } from '../base/context.ts';
import type { Schema } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { caseInScope } from './caseView.ts';
import { withheldFrom } from './withheld.ts';

type Kept = Schema['rectification_text'];
type Words = Pick<Kept, 'cause_kind' | 'cause' | 'measures' | 'responsible' | 'done_date'>;

/** One person's writing within this time is one text: every pause in typing is saved. */
const sittingMinutes = 10;

const wordsOf = ({ cause_kind, cause, measures, responsible, done_date }: Words): Words => ({
  cause_kind,
  cause,
  measures,
  responsible,
  done_date,
});
const same = (a: Words, b: Words) => JSON.stringify(wordsOf(a)) === JSON.stringify(wordsOf(b));

/** Keeps the words of this round that are about to be saved. Call it before they are written into the rectification. */
export async function keepText(ctx: Context, at: { readonly feedbackId: string; readonly round: number }, words: Words): Promise<void> {
  const { db, actor, now } = ctx;
  const add = (kept: Words, when: string, userId: string | null) =>
    db
      .insertInto('rectification_text')
      .values({ ...wordsOf(kept), id: ctx.newId(), feedback_id: at.feedbackId, round: at.round, at: when, user_id: userId })
      .execute();
  const last = await db
    .selectFrom('rectification_text')
    .selectAll()
    .where('feedback_id', '=', at.feedbackId)
    .where('round', '=', at.round)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (!last) {
    // Written by a version that kept nothing.
    const written = await db
      .selectFrom('rectification')
      .selectAll()
      .where('feedback_id', '=', at.feedbackId)
      .where('round', '=', at.round)
      .executeTakeFirst();
    if (written && !same(written, words)) await add(written, now, written.submitted_by);
  }
  if (last && same(last, words)) return;
  const sitting = last?.user_id === actor.id && Date.parse(now) - Date.parse(last.at) < sittingMinutes * 60_000;
  if (last && sitting) await db.updateTable('rectification_text').set(wordsOf(words)).where('id', '=', last.id).execute();
  else await add(words, now, actor.id);
}

/** Every text of a case's rectifications, the oldest first. @throws Refusal NOT_FOUND */
export async function rectificationTexts(
  ctx: Context,
  input: Input<'feedback', 'rectificationTexts'>,
): Promise<Output<'feedback', 'rectificationTexts'>> {
  const row = await caseInScope(ctx.db, ctx.actor, input.id);
  const { words } = (await withheldFrom(ctx, [row]))(row);
  const texts = await ctx.db
    .selectFrom('rectification_text')
    .leftJoin('app_user', 'app_user.id', 'rectification_text.user_id')
    .selectAll('rectification_text')
    .select('app_user.name as by')
    .where('feedback_id', '=', row.id)
    .orderBy('round')
    .orderBy('at')
    .orderBy('rectification_text.id')
    .execute();
  return texts.map((one) => ({
    round: one.round,
    at: one.at,
    by: one.by ?? '',
    causeKind: one.cause_kind,
    cause: words(one.cause),
    measures: words(one.measures),
    responsible: one.responsible,
    doneDate: one.done_date,
  }));
}
