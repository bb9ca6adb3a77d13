/** Saves the current step of a call, who answers, and feedback as it is typed. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { consentOf, type Gate, type Identity, isSamePerson } from '../../../shared/interviews/rules/disclosure.ts';
import { isDanger, isUrgentPraise } from '../../../shared/opinions/rules/danger.ts';
import type { Context } from '../base/context.ts';
import type { Schema } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { completeWords, removeDraft, saveDraft, sendAtOnce } from '../feedback/index.ts';
import { questionnaireOf } from '../questionnaires/index.ts';
import { demandGate, demandIdentity, gateOf } from './gate.ts';
import { answersOf } from './interview.ts';
import { type OpenInterview, save } from './saving.ts';
import { markRefused } from './withdrawn.ts';

/** What only those say who may be asked of the stay; nothing taken back is among it. */
function saysOfStay({ condition, revisitDate, revisitState }: Input<'interviews', 'saveProgress'>): boolean {
  return Boolean(condition?.trim() || revisitDate || revisitState);
}

const flagOf = (consent: boolean | null) => (consent === null ? null : consent ? 1 : 0);

/** Consent is asked again of whoever takes the phone. */
async function consentNow(ctx: Context, interviewId: string, now: Identity, before: Gate): Promise<boolean | null> {
  return consentOf(now, before, await answersOf(ctx.db, interviewId));
}

/** @throws Refusal as `save`; where it tells of the stay as `demandGate`, where it agrees as `demandIdentity` */
export async function saveProgress(
  ctx: Context,
  input: Input<'interviews', 'saveProgress'>,
): Promise<Output<'interviews', 'saveProgress'>> {
  const given: Partial<Schema['interview']> = {};
  if (input.step !== undefined) given.step = input.step;
  if (input.answerer !== undefined) given.answerer = input.answerer;
  if (input.relation !== undefined) given.relation = input.relation;
  if (input.recording !== undefined) given.recording = input.recording ? 1 : 0;
  if (input.condition !== undefined) given.condition = input.condition;
  if (input.revisitDate !== undefined) given.revisit_date = input.revisitDate;
  if (input.revisitState !== undefined) given.revisit_state = input.revisitState;
  return save(ctx, 'saveProgress', input, '', async (interview) => {
    const before = gateOf(interview);
    const { answerer = before.answerer, relation = before.relation } = input;
    const asked = input.answerer !== undefined || input.relation !== undefined;
    const { consent = asked ? await consentNow(ctx, interview.id, { answerer, relation }, before) : before.consent } = input;
    if (consent !== before.consent) given.consent = flagOf(consent);
    if (!isSamePerson({ answerer, relation }, before)) await markRefused(ctx, interview.id, before);
    if (input.consent === true) demandIdentity({ answerer, relation });
    if (saysOfStay(input)) demandGate({ answerer, relation, consent });
    if (Object.keys(given).length > 0) await ctx.db.updateTable('interview').set(given).where('id', '=', interview.id).execute();
    return {};
  });
}

/** @throws Refusal as `save`, NOT_FOUND (another interview's opinion), BAD_INPUT (no words, praise) */
export async function escalate(ctx: Context, input: Input<'interviews', 'escalate'>): Promise<Output<'interviews', 'escalate'>> {
  return save(ctx, 'escalate', input, '', async (interview) => ({ number: await sendAtOnce(ctx, interview.id, input.opinionId) }));
}

/** @throws Refusal BAD_INPUT where the interview's questionnaire has no such item */
async function demandItems(ctx: Context, interview: OpenInterview, codes: readonly (string | null)[]): Promise<void> {
  const { content } = await questionnaireOf(ctx.db, interview.questionnaire_version_id);
  const unknown = codes.some((code) => code !== null && content.items.every((item) => item.code !== code));
  if (unknown) throw new Refusal('BAD_INPUT', { detail: '问卷里没有这道题' });
}

/**
 * Words begun while the patient spoke may be completed, whoever took the phone since.
 *
 * @throws Refusal as `save`, NOT_FOUND (the department, or another interview's opinion), WRONG_STATE once registered, BAD_INPUT (an
 * item that the questionnaire does not have, urgent praise); for one that is new or was reported as danger, and is none, as `demandIdentity`
 */
export async function saveOpinion(ctx: Context, input: Input<'interviews', 'saveOpinion'>): Promise<Output<'interviews', 'saveOpinion'>> {
  return save(ctx, 'saveOpinion', input, '', async (interview) => {
    const known = await ctx.db
      .selectFrom('department')
      .leftJoin('feedback', (join) => join.on('feedback.id', '=', input.opinionId))
      .select([
        'department.id',
        'feedback.interview_id as owner',
        'feedback.asked_item as askedItem',
        'feedback.state',
        'feedback.kind',
        'feedback.severity',
      ])
      .where('department.id', '=', input.departmentId)
      .executeTakeFirst();
    if (!known) throw new Refusal('NOT_FOUND', { what: '责任科室' });
    if (known.owner !== null && known.owner !== interview.id) throw new Refusal('NOT_FOUND', { what: '这条意见' });
    const askedItem = known.owner === null ? input.askedItem : known.askedItem;
    if (known.state !== null && known.state !== 'draft') await completeWords(ctx, input.opinionId, input);
    else if (input.text.trim() === '' && askedItem === null) await removeDraft(ctx, input.opinionId);
    else {
      await demandItems(ctx, interview, [askedItem, input.itemCode]);
      if (isUrgentPraise(input)) throw new Refusal('BAD_INPUT', { detail: '表扬不能是紧急的，请改轻重或类型' });
      // Danger is reported whoever says it. What was begun as that may be nobody's words: it becomes no other opinion without identity.
      const { kind, severity } = known;
      const begunAsOther = kind !== null && severity !== null && !isDanger({ kind, severity });
      if (!isDanger(input) && !begunAsOther) demandIdentity(interview);
      await saveDraft(ctx, {
        id: input.opinionId,
        interviewId: interview.id,
        followUpId: interview.follow_up_id,
        dischargeId: interview.discharge_id,
        month: interview.month,
        kind: input.kind,
        askedItem,
        itemCode: input.itemCode,
        aspect: input.aspect,
        departmentId: input.departmentId,
        severity: input.severity,
        text: input.text,
        staffName: input.staffName,
        suggested: input.suggested,
      });
    }
    return {};
  });
}
