/** Updates feedback after a correction of its interview. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { type AspectCode, feedbackStates } from '../../../shared/base/contract/words.ts';
import type { Item } from '../../../shared/questionnaires/contract/questionnaires.ts';
import type { Context } from '../base/context.ts';
import type { Schema } from '../base/db/schema.ts';
import { registerDrafts, saveDraft } from './drafts.ts';

type Case = Pick<Schema['feedback'], 'id' | 'state'>;

/** A line in the history of a case that changes nothing else. */
async function note(ctx: Context, { id, state }: Case, why: string): Promise<void> {
  await ctx.db
    .insertInto('feedback_event')
    .values({
      id: ctx.newId(),
      feedback_id: id,
      at: ctx.now,
      user_id: ctx.actor.id,
      from_state: state,
      to_state: state,
      action: 'note',
      why,
      deputy: 0,
    })
    .execute();
  ctx.changed('feedback');
}

/** Opinions that the item's objection asked for, or that hang on it. */
function casesOfItem(ctx: Context, interviewId: string, itemCode: string): Promise<Case[]> {
  return ctx.db
    .selectFrom('feedback')
    .select(['id', 'state'])
    .where('interview_id', '=', interviewId)
    .where('kind', '<>', 'praise')
    .where((eb) => eb.or([eb('asked_item', '=', itemCode), eb('item_code', '=', itemCode)]))
    .where('state', '<>', 'draft')
    .orderBy('id')
    .execute();
}

/** The objection no longer stands; what was registered stays, with a note. */
export async function noteWithdrawn(ctx: Context, interviewId: string, itemCode: string, why: string): Promise<void> {
  for (const found of await casesOfItem(ctx, interviewId, itemCode)) await note(ctx, found, why);
}

interface Objection {
  readonly item: Item;
  /** The patient's words; may be empty where the item's opinion is registered already. */
  readonly text: string;
}

/**
 * Registers the opinions of objections that a correction brought up, for the department the patient was discharged from.
 * @throws Refusal OPINION_REQUIRED
 */
export async function registerCorrected(
  ctx: Context,
  interview: Schema['interview'],
  objections: readonly Objection[],
  reason: string,
): Promise<void> {
  for (const { item, text } of objections) {
    const known = await casesOfItem(ctx, interview.id, item.code);
    if (text === '' && known.length === 0) throw new Refusal('OPINION_REQUIRED', { item: item.title });
    for (const found of known) await note(ctx, found, `访谈更正：“${item.title}”又记为不满意。原因：${reason}`);
    if (text === '') continue;
    await saveDraft(ctx, {
      id: ctx.newId(),
      interviewId: interview.id,
      followUpId: interview.follow_up_id,
      dischargeId: interview.discharge_id,
      month: interview.month,
      kind: 'opinion',
      askedItem: item.code,
      itemCode: item.code,
      aspect: item.aspect,
      departmentId: interview.department_id,
      severity: 'general',
      text,
      staffName: '',
      suggested: null,
    });
  }
  if (objections.some(({ text }) => text !== '')) await registerDrafts(ctx, interview.id);
}

interface Move {
  readonly id: string;
  readonly departmentId: string;
  readonly aspect: AspectCode | null;
}

interface Place {
  readonly department: string;
  readonly aspect: AspectCode | null;
}

/**
 * Gives opinions that no department has got yet another department, or another aspect where they hang on no item.
 * @throws Refusal NOT_FOUND (another interview's opinion, no such department), WRONG_STATE once dispatched
 */
export async function moveRegistered(
  ctx: Context,
  interviewId: string,
  moves: readonly Move[],
  reason: string,
): Promise<{ number: string; before: Place; after: Place }[]> {
  const departments = await ctx.db.selectFrom('department').select(['id', 'name']).execute();
  const names = new Map(departments.map(({ id, name }) => [id, name]));
  const moved: { number: string; before: Place; after: Place }[] = [];
  for (const move of moves) {
    const found = await ctx.db.selectFrom('feedback').selectAll().where('id', '=', move.id).executeTakeFirst();
    if (!found || found.interview_id !== interviewId) throw new Refusal('NOT_FOUND', { what: '这条意见' });
    const department = names.get(move.departmentId);
    if (!department) throw new Refusal('NOT_FOUND', { what: '责任科室' });
    const aspect = found.item_code === null ? move.aspect : found.aspect;
    if (move.departmentId === found.department_id && aspect === found.aspect) continue;
    const changed = await ctx.db
      .updateTable('feedback')
      .set({ department_id: move.departmentId, aspect, version: found.version + 1 })
      .where('id', '=', move.id)
      .where('state', '=', 'registered')
      .where('version', '=', found.version)
      .returning('id')
      .executeTakeFirst();
    if (!changed) throw new Refusal('WRONG_STATE', { state: feedbackStates.zh[found.state], action: '更正科室或维度' });
    const before = { department: names.get(found.department_id) ?? '', aspect: found.aspect };
    await note(ctx, found, `访谈更正：责任科室 ${before.department} → ${department}。原因：${reason}`);
    moved.push({ number: found.number, before, after: { department, aspect } });
  }
  return moved;
}
