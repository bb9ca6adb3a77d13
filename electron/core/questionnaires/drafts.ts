/** Questionnaire drafts: created, saved as they are typed, discarded. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { type Draft, draftContent, type QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { checkContent, faultsOf } from '../../../shared/questionnaires/rules/check.ts';
import { emptyContent } from '../../../shared/questionnaires/rules/edits.ts';
import type { Context, LongContext } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { shippedQuestionnaire } from './shipped.ts';
import { questionnaireOf } from './versions.ts';

function draftRows(db: Db) {
  return db
    .selectFrom('questionnaire_draft as draft')
    .leftJoin('app_user', 'app_user.id', 'draft.updated_by')
    .select(['draft.id', 'draft.content', 'draft.revision', 'draft.based_on', 'draft.updated_at', 'app_user.name as updated_by_name']);
}

type Row = Awaited<ReturnType<ReturnType<typeof draftRows>['execute']>>[number];

function draftOf(row: Row): Draft {
  const content = draftContent.parse(JSON.parse(row.content));
  return {
    id: row.id,
    code: content.code,
    title: content.title,
    revision: row.revision,
    items: content.items.length,
    faults: faultsOf(checkContent(content)).length,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by_name ?? '系统',
    basedOn: row.based_on,
    content,
  };
}

/** Drafts, the one worked on last first. */
export async function listDrafts({ db }: Context): Promise<Output<'questionnaires', 'drafts'>> {
  const rows = await draftRows(db).orderBy('draft.updated_at', 'desc').orderBy('draft.id').execute();
  return rows.map((row) => {
    const { content: _, ...summary } = draftOf(row);
    return summary;
  });
}

/** @throws Refusal NOT_FOUND */
export async function readDraft(db: Db, id: string): Promise<Draft> {
  const row = await draftRows(db).where('draft.id', '=', id).executeTakeFirst();
  if (!row) throw new Refusal('NOT_FOUND', { what: '这份草稿' });
  return draftOf(row);
}

/** Writes a new draft. */
export async function insertDraft(tx: Context, content: QuestionnaireContent, basedOn: string | null): Promise<Draft> {
  const id = tx.newId();
  await tx.db
    .insertInto('questionnaire_draft')
    .values({
      id,
      code: content.code,
      title: content.title,
      content: JSON.stringify(content),
      revision: 1,
      based_on: basedOn,
      created_at: tx.now,
      updated_at: tx.now,
      updated_by: tx.actor.id,
    })
    .execute();
  tx.audit('questionnaires.createDraft', id, { code: content.code, basedOn: basedOn ?? '' });
  tx.changed('questionnaires');
  return readDraft(tx.db, id);
}

/** A code nobody uses yet, so that a new questionnaire does not become a version of another. */
async function newCode(db: Db): Promise<string> {
  const versions = await db.selectFrom('questionnaire_version').select('code').execute();
  const drafts = await db.selectFrom('questionnaire_draft').select('code').execute();
  const taken = new Set([...versions, ...drafts].map((row) => row.code));
  let next = 1;
  while (taken.has(`questionnaire-${next}`)) next += 1;
  return `questionnaire-${next}`;
}

/** New ones begin with the usual texts and guidance: nobody has to write 49 of them again. */
const usual = 'six-aspects';

/** @throws Refusal NOT_FOUND */
export async function createDraft(
  ctx: LongContext,
  input: Input<'questionnaires', 'createDraft'>,
): Promise<Output<'questionnaires', 'createDraft'>> {
  switch (input.from) {
    case 'content':
      return ctx.transaction((tx) => insertDraft(tx, input.content, null));
    case 'version':
      return ctx.transaction(async (tx) => insertDraft(tx, (await questionnaireOf(tx.db, input.id)).content, input.id));
    case 'template': {
      const content = await shippedQuestionnaire(ctx.parts.resourcesDir, input.code);
      return ctx.transaction((tx) => insertDraft(tx, content, null));
    }
    case 'empty': {
      const { scripts, guidance } = await shippedQuestionnaire(ctx.parts.resourcesDir, usual);
      return ctx.transaction(async (tx) => insertDraft(tx, { ...emptyContent(await newCode(tx.db)), scripts, guidance }, null));
    }
  }
}

/** @throws Refusal NOT_FOUND, VERSION_CONFLICT where somebody else saved since */
export async function saveDraft(
  ctx: Context,
  { id, revision, content }: Input<'questionnaires', 'saveDraft'>,
): Promise<Output<'questionnaires', 'saveDraft'>> {
  const next = revision + 1;
  const saved = await ctx.db
    .updateTable('questionnaire_draft')
    .set({
      code: content.code,
      title: content.title,
      content: JSON.stringify(content),
      revision: next,
      updated_at: ctx.now,
      updated_by: ctx.actor.id,
    })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returning('id')
    .executeTakeFirst();
  if (!saved) {
    await readDraft(ctx.db, id);
    throw new Refusal('VERSION_CONFLICT', { what: '草稿' });
  }
  ctx.changed('questionnaires');
  return { revision: next, savedAt: ctx.now };
}

/** @throws Refusal NOT_FOUND */
export async function removeDraft(ctx: Context, { id }: Input<'questionnaires', 'removeDraft'>): Promise<{ ok: true }> {
  const { code } = await readDraft(ctx.db, id);
  await ctx.db.deleteFrom('questionnaire_draft').where('id', '=', id).execute();
  ctx.audit('questionnaires.removeDraft', id, { code });
  ctx.changed('questionnaires');
  return { ok: true };
}
