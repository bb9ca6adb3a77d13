/** Publishes a draft as an immutable version, and puts versions into or out of use. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { questionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { checkContent, faultsOf } from '../../../shared/questionnaires/rules/check.ts';
import { placeWords } from '../../../shared/questionnaires/rules/findings.ts';
import type { Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { writeSetting } from '../base/settings.ts';
import { readDraft } from './drafts.ts';
import { currentVersionId, inUseKey } from './versions.ts';

async function nextVersion(db: Db, code: string): Promise<number> {
  const row = await db
    .selectFrom('questionnaire_version')
    .select((eb) => eb.fn.max('version').as('last'))
    .where('code', '=', code)
    .executeTakeFirst();
  return Number(row?.last ?? 0) + 1;
}

/** @throws Refusal NOT_FOUND, VERSION_CONFLICT, QUESTIONNAIRE_FAULTY */
export async function publish(ctx: Context, input: Input<'questionnaires', 'publish'>): Promise<Output<'questionnaires', 'publish'>> {
  const { db } = ctx;
  const draft = await readDraft(db, input.id);
  if (draft.revision !== input.revision) throw new Refusal('VERSION_CONFLICT', { what: '草稿' });
  const faults = faultsOf(checkContent(draft.content));
  const [first] = faults;
  if (first)
    throw new Refusal('QUESTIONNAIRE_FAULTY', { count: faults.length, first: `${placeWords(first.place, draft.content)}：${first.text}` });
  const content = questionnaireContent.parse(draft.content);
  // What new interviews begin with must not change by a publication that does not say so.
  const before = await currentVersionId(db);
  const version = await nextVersion(db, content.code);
  const id = ctx.newId();
  await db
    .insertInto('questionnaire_version')
    .values({
      id,
      code: content.code,
      title: content.title,
      version,
      state: 'published',
      content: JSON.stringify(content),
      published_at: ctx.now,
    })
    .execute();
  await db.deleteFrom('questionnaire_draft').where('id', '=', input.id).execute();
  const inUse = input.use || before === null ? id : before;
  await writeSetting(db, inUseKey, inUse);
  ctx.audit('questionnaires.publish', id, { code: content.code, version, items: content.items.length, inUse: inUse === id ? 1 : 0 });
  ctx.changed('questionnaires');
  return { id, version };
}

async function publishedVersion(db: Db, id: string, action: string) {
  const row = await db.selectFrom('questionnaire_version').select(['code', 'version', 'state']).where('id', '=', id).executeTakeFirst();
  if (!row) throw new Refusal('NOT_FOUND', { what: '问卷' });
  if (row.state !== 'published') throw new Refusal('WRONG_STATE', { state: '已停用', action });
  return row;
}

/** @throws Refusal NOT_FOUND, WRONG_STATE */
export async function useVersion(ctx: Context, { id }: Input<'questionnaires', 'use'>): Promise<{ ok: true }> {
  const { code, version } = await publishedVersion(ctx.db, id, '用于新访谈');
  await writeSetting(ctx.db, inUseKey, id);
  ctx.audit('questionnaires.use', id, { code, version });
  ctx.changed('questionnaires');
  return { ok: true };
}

/** @throws Refusal NOT_FOUND, WRONG_STATE where it is retired or new interviews begin with it */
export async function retire(ctx: Context, { id }: Input<'questionnaires', 'retire'>): Promise<{ ok: true }> {
  const { code, version } = await publishedVersion(ctx.db, id, '停用');
  const current = await currentVersionId(ctx.db);
  if (current === id) throw new Refusal('WRONG_STATE', { state: '用于新访谈', action: '停用，请先把另一份问卷用于新访谈' });
  await ctx.db.updateTable('questionnaire_version').set({ state: 'retired' }).where('id', '=', id).execute();
  // Named from now on: without a name the one published last is in use, whatever is retired later.
  if (current !== null) await writeSetting(ctx.db, inUseKey, current);
  ctx.audit('questionnaires.retire', id, { code, version });
  ctx.changed('questionnaires');
  return { ok: true };
}
