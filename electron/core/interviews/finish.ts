/** Finishes an interview: counts it, writes derived rows and unasked items, registers feedback. */

import { objectedItems } from '../../../shared/opinions/rules/takenBack.ts';
import type { Item } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { type DischargeFacts, judge, visibleItems } from '../../../shared/questionnaires/rules/questionnaire.ts';
import type { Context } from '../base/context.ts';
import type { Schema } from '../base/db/schema.ts';
import { draftsOf, registerDrafts, saveDraft } from '../feedback/index.ts';
import { questionnaireOf } from '../questionnaires/index.ts';
import { answersOf } from './interview.ts';
import { writeNotAsked } from './notAsked.ts';
import { factsOf, tallyOf, unknownFacts, writeAspects } from './tally.ts';
import { leaveInHistory } from './withdrawn.ts';

/** An open interview with all that its end needs. */
export interface Finishable {
  readonly interview: Schema['interview'];
  readonly content: Awaited<ReturnType<typeof questionnaireOf>>['content'];
  readonly facts: DischargeFacts;
  readonly answers: ReadonlyMap<string, readonly string[]>;
}

export async function finishable(ctx: Context, interview: Schema['interview']): Promise<Finishable> {
  const { content } = await questionnaireOf(ctx.db, interview.questionnaire_version_id);
  const facts = (await factsOf(ctx.db, [interview.discharge_id])).get(interview.discharge_id) ?? unknownFacts;
  const stored = await answersOf(ctx.db, interview.id);
  return { interview, content, facts, answers: new Map(stored.map((row) => [row.item_code, JSON.parse(row.value) as string[]])) };
}

/** Answers to items that no longer apply leave the figures; the history keeps them. */
async function dropHidden(ctx: Context, { interview, content, facts, answers }: Finishable): Promise<void> {
  const visible = new Set(visibleItems(content, answers, facts).map((item) => item.code));
  const hidden = [...answers].filter(([code]) => !visible.has(code));
  await leaveInHistory(ctx, interview.id, new Map(hidden));
}

/** An objection whose opinion was taken away, or became praise, is a case all the same: it gets an empty one again. */
async function keepUnsaid(ctx: Context, interview: Schema['interview'], objections: readonly Item[]): Promise<void> {
  const opinions = (await draftsOf(ctx.db, interview.id)).filter(({ kind }) => kind !== 'praise');
  for (const { code, aspect } of objections) {
    // One that another item asked for and that holds no words may be dropped with that item's objection.
    if (opinions.some(({ askedItem, itemCode, text }) => askedItem === code || (itemCode === code && text.trim() !== ''))) continue;
    await saveDraft(ctx, {
      id: ctx.newId(),
      interviewId: interview.id,
      followUpId: interview.follow_up_id,
      dischargeId: interview.discharge_id,
      month: interview.month,
      kind: 'opinion',
      askedItem: code,
      itemCode: code,
      aspect,
      departmentId: interview.department_id,
      severity: 'general',
      text: '',
      staffName: '',
      suggested: null,
    });
  }
}

/**
 * Ends an interview. Returns how many opinions were registered.
 * @param heardAt when the hospital heard of the opinions: their time limits run from then
 */
export async function finishInterview(
  ctx: Context,
  ending: Finishable,
  state: 'completed' | 'partial',
  heardAt = ctx.now,
): Promise<number> {
  const { interview, content, facts, answers } = ending;
  await dropHidden(ctx, ending);
  const tally = tallyOf(content, answers, facts);
  await writeAspects(ctx.db, interview, tally.aspects);
  await writeNotAsked(ctx.db, interview.id, { content, answers, facts });
  await ctx.db
    .updateTable('interview')
    .set({
      state,
      nurse_id: interview.nurse_id,
      finished_at: ctx.now,
      counted: tally.counted,
      objections: tally.objections,
      satisfied: tally.satisfied,
    })
    .where('id', '=', interview.id)
    .execute();
  await ctx.db.deleteFrom('saved_request').where('interview_id', '=', interview.id).execute();
  const visible = visibleItems(content, answers, facts);
  await keepUnsaid(
    ctx,
    interview,
    visible.filter((item) => judge(item, answers.get(item.code) ?? []).objection),
  );
  return registerDrafts({ ...ctx, now: heardAt }, interview.id, objectedItems({ items: visible }, answers));
}
