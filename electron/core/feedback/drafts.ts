/** Feedback drafts while the patient speaks, and their registration when the call ends. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { feedbackStates } from '../../../shared/base/contract/words.ts';
import type { Opinion } from '../../../shared/opinions/contract/opinions.ts';
import { unsaid } from '../../../shared/opinions/rules/takenBack.ts';
import type { Context } from '../base/context.ts';
import type { Flag } from '../base/db/schema/flag.ts';
import type { Db } from '../base/db/schema.ts';
import { register } from './register.ts';

export interface Draft extends Omit<Opinion, 'state'> {
  readonly interviewId: string;
  readonly followUpId: string;
  readonly dischargeId: string;
  /** Month of the sample. */
  readonly month: string;
}

const flag = (holds: boolean): Flag => (holds ? 1 : 0);

/**
 * Makes or changes a draft under the id the screen chose.
 * @throws Refusal WRONG_STATE where the opinion is registered already (or the id is another interview's)
 */
export async function saveDraft(ctx: Context, draft: Draft): Promise<void> {
  const spoken = {
    kind: draft.kind,
    severity: draft.severity,
    item_code: draft.itemCode,
    aspect: draft.aspect,
    department_id: draft.departmentId,
    text: draft.text,
    staff_name: draft.staffName,
    suggested_item: draft.suggested?.itemCode ?? null,
    suggested_aspect: draft.suggested?.aspect ?? null,
    suggested_department_id: draft.suggested?.departmentId ?? null,
    suggested_severity: draft.suggested?.severity ?? null,
    suggestion_taken: draft.suggested ? flag(draft.suggested.taken) : null,
  };
  const saved = await ctx.db
    .insertInto('feedback')
    .values({
      ...spoken,
      id: draft.id,
      asked_item: draft.askedItem,
      number: '',
      state: 'draft',
      interview_id: draft.interviewId,
      follow_up_id: draft.followUpId,
      discharge_id: draft.dischargeId,
      month: draft.month,
      round: 1,
      version: 1,
      created_at: ctx.now,
      registered_at: null,
      registered_by: null,
      nurse_id: null,
      dispatched_at: null,
      due_at: null,
      acknowledged_at: null,
      closed_at: null,
    })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet(spoken)
        .where('feedback.state', '=', 'draft')
        .where('feedback.interview_id', '=', draft.interviewId),
    )
    .returning('id')
    .executeTakeFirst();
  if (!saved) throw new Refusal('WRONG_STATE', { state: feedbackStates.zh.registered, action: '修改' });
}

/**
 * Drops a draft; one that does not exist is gone already.
 * @throws Refusal WRONG_STATE where the opinion is registered already
 */
export async function removeDraft(ctx: Context, id: string): Promise<void> {
  const row = await ctx.db.selectFrom('feedback').select('state').where('id', '=', id).executeTakeFirst();
  if (!row) return;
  if (row.state !== 'draft') throw new Refusal('WRONG_STATE', { state: feedbackStates.zh[row.state], action: '删除' });
  await ctx.db.deleteFrom('feedback').where('id', '=', id).execute();
}

/** Drafts begun since an instant, or those that these items asked for. */
type Dropped = { readonly since: string } | { readonly askedBy: readonly string[] };

/** Drops drafts of an interview, except what is urgent and holds words. */
export async function dropDrafts(ctx: Context, interviewId: string, which: Dropped): Promise<void> {
  await ctx.db
    .deleteFrom('feedback')
    .where('interview_id', '=', interviewId)
    .where('state', '=', 'draft')
    .where((eb) => ('since' in which ? eb('created_at', '>=', which.since) : eb('asked_item', 'in', [...which.askedBy])))
    .where((eb) => eb.or([eb('severity', '!=', 'urgent'), eb('kind', '=', 'praise'), eb('text', '=', '')]))
    .execute();
}

/** All opinions of an interview, drafts and registered, in the order they were begun. */
export async function draftsOf(db: Db, interviewId: string): Promise<Opinion[]> {
  const rows = await db
    .selectFrom('feedback')
    .select([
      'id',
      'kind',
      'asked_item as askedItem',
      'item_code as itemCode',
      'aspect',
      'department_id as departmentId',
      'severity',
      'text',
      'staff_name as staffName',
      'state',
      'suggested_item',
      'suggested_aspect',
      'suggested_department_id',
      'suggested_severity',
      'suggestion_taken',
    ])
    .where('interview_id', '=', interviewId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(({ suggested_item, suggested_aspect, suggested_department_id, suggested_severity, suggestion_taken, ...opinion }) => ({
    ...opinion,
    suggested:
      suggestion_taken === null
        ? null
        : {
            itemCode: suggested_item,
            aspect: suggested_aspect,
            departmentId: suggested_department_id,
            severity: suggested_severity,
            taken: suggestion_taken === 1,
          },
  }));
}

/**
 * Registers the drafts of an interview that hold text and drops the empty ones; one whose item is still an objection is a case also
 * without words: 未说明. Praise needs no rectification and is closed at once; an urgent matter goes to its department at once.
 * Returns how many were registered.
 * @param objected items that are objections
 */
export async function registerDrafts(ctx: Context, interviewId: string, objected: ReadonlySet<string> = new Set()): Promise<number> {
  const drafts = await ctx.db
    .selectFrom('feedback')
    .select(['id', 'kind', 'severity', 'text', 'asked_item'])
    .where('interview_id', '=', interviewId)
    .where('state', '=', 'draft')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const isEmpty = ({ text }: { readonly text: string }) => text.trim() === '';
  const silent = drafts.filter(
    (draft) => isEmpty(draft) && draft.kind !== 'praise' && draft.asked_item !== null && objected.has(draft.asked_item),
  );
  const dropped = drafts.filter((draft) => isEmpty(draft) && !silent.includes(draft)).map(({ id }) => id);
  const ids = silent.map(({ id }) => id);
  if (ids.length > 0) await ctx.db.updateTable('feedback').set({ text: unsaid }).where('id', 'in', ids).execute();
  if (dropped.length > 0) await ctx.db.deleteFrom('feedback').where('id', 'in', dropped).execute();
  const cases = drafts.filter(({ id }) => !dropped.includes(id));
  if (cases.length === 0) return 0;
  await register(ctx, cases);
  return cases.length;
}
