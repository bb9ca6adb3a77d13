/** Saves one answer during a call. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Opinion } from '../../../shared/opinions/contract/opinions.ts';
import type { Item } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { isAnswered, judge, validValue } from '../../../shared/questionnaires/rules/questionnaire.ts';
import type { Context } from '../base/context.ts';
import { statement } from '../base/db/statement.ts';
import type { Input, Output } from '../base/door.ts';
import { draftsOf, removeDraft, saveDraft } from '../feedback/index.ts';
import { questionnaireOf } from '../questionnaires/index.ts';
import { demandGate, gateOf } from './gate.ts';
import { type OpenInterview, save } from './saving.ts';

const upsertAnswer = statement<never>(
  `insert into answer (interview_id, item_code, aspect, value, counted, objection, score, answered_at, answerer, relation)
   values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
   on conflict (interview_id, item_code) do update set value = excluded.value, counted = excluded.counted,
     objection = excluded.objection, score = excluded.score, answered_at = excluded.answered_at,
     answerer = excluded.answerer, relation = excluded.relation`,
);
const deleteAnswer = statement<never>(`delete from answer where interview_id = ? and item_code = ?`);
const keepOldValue = statement<never>(
  `insert into answer_history (id, interview_id, item_code, value, at, user_id) values (?, ?, ?, ?, ?, ?)`,
);

/** The item's opinion: its draft, else one that went out already because it was urgent; made where there is none. */
async function draftFor(ctx: Context, interview: OpenInterview, item: Item): Promise<Opinion> {
  const drafts = await draftsOf(ctx.db, interview.id);
  const own = drafts.filter((draft) => draft.askedItem === item.code);
  const found = own.find((draft) => draft.state === 'draft') ?? own[0];
  if (found) return found;
  const opinion = {
    id: ctx.newId(),
    kind: 'opinion',
    askedItem: item.code,
    itemCode: item.code,
    aspect: item.aspect,
    departmentId: interview.department_id,
    severity: 'general',
    text: '',
    staffName: '',
    suggested: null,
  } as const;
  await saveDraft(ctx, {
    ...opinion,
    interviewId: interview.id,
    followUpId: interview.follow_up_id,
    dischargeId: interview.discharge_id,
    month: interview.month,
  });
  return { ...opinion, state: 'draft' };
}

/** What was written down stays, whatever becomes of the answer. */
async function dropEmptyDrafts(ctx: Context, interview: OpenInterview, itemCode: string): Promise<void> {
  for (const draft of await draftsOf(ctx.db, interview.id))
    if (draft.askedItem === itemCode && draft.state === 'draft' && draft.text.trim() === '') await removeDraft(ctx, draft.id);
}

/** @throws Refusal as `save`, as `demandGate`, and BAD_INPUT where the questionnaire has no such item or the item no such value */
export async function saveAnswer(ctx: Context, input: Input<'interviews', 'saveAnswer'>): Promise<Output<'interviews', 'saveAnswer'>> {
  return save(ctx, 'saveAnswer', input, input.itemCode, async (interview) => {
    demandGate(gateOf(interview));
    const { content } = await questionnaireOf(ctx.db, interview.questionnaire_version_id);
    const item = content.items.find((one) => one.code === input.itemCode);
    if (!item) throw new Refusal('BAD_INPUT', { detail: '问卷里没有这道题' });
    if (!validValue(item, input.value)) throw new Refusal('BAD_INPUT', { detail: `“${item.title}”不能这样回答` });
    const judged = judge(item, input.value);
    const value = JSON.stringify(input.value);
    const { id } = interview;
    if (interview.old_value !== null && interview.old_value !== value)
      await keepOldValue(ctx.db, [ctx.newId(), id, item.code, interview.old_value, ctx.now, ctx.actor.id]);
    if (isAnswered(input.value)) {
      const { counted, objection, score } = judged;
      const { answerer, relation } = interview;
      const judgement = [counted ? 1 : 0, objection ? 1 : 0, score] as const;
      await upsertAnswer(ctx.db, [id, item.code, item.aspect, value, ...judgement, ctx.now, answerer, relation]);
    } else if (interview.old_value !== null) await deleteAnswer(ctx.db, [id, item.code]);
    if (!judged.objection && interview.old_objection === 1) await dropEmptyDrafts(ctx, interview, item.code);
    return { objection: judged.objection, opinion: judged.objection ? await draftFor(ctx, interview, item) : null };
  });
}
