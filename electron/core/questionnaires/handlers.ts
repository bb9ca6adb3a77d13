/** Procedures of the questionnaires room. */
import type { Db } from '../base/db/schema.ts';
import type { Handlers, Output } from '../base/door.ts';
import { createDraft, listDrafts, readDraft, removeDraft, saveDraft } from './drafts.ts';
import { exportFile, importFile } from './files.ts';
import { publish, retire, useVersion } from './publish.ts';
import { shippedAbout, shippedQuestionnaire } from './shipped.ts';
import { currentVersionId, questionnaireOf } from './versions.ts';

function versionRows(db: Db) {
  return db
    .selectFrom('questionnaire_version as version')
    .leftJoin(
      (eb) =>
        eb
          .selectFrom('interview')
          .select(['questionnaire_version_id as versionId', eb.fn.countAll<number>().as('interviews')])
          .groupBy('questionnaire_version_id')
          .as('held'),
      (join) => join.onRef('held.versionId', '=', 'version.id'),
    )
    .select(['id', 'code', 'title', 'version', 'state', 'published_at as publishedAt', 'interviews']);
}

type Row = Awaited<ReturnType<ReturnType<typeof versionRows>['execute']>>[number];

async function described(db: Db, row: Row, current: string | null) {
  const { content } = await questionnaireOf(db, row.id);
  return { ...row, interviews: Number(row.interviews ?? 0), items: content.items.length, inUse: row.id === current, content };
}

/** Published and retired, the newest first. */
async function listVersions(db: Db): Promise<Output<'questionnaires', 'list'>> {
  const rows = await versionRows(db).orderBy('published_at', 'desc').orderBy('id', 'desc').execute();
  const current = await currentVersionId(db);
  return Promise.all(
    rows.map(async (row) => {
      const { content: _, ...version } = await described(db, row, current);
      return version;
    }),
  );
}

export const questionnaires: Handlers<'questionnaires'> = {
  list: ({ db }) => listVersions(db),
  async get({ db }, { id }) {
    await questionnaireOf(db, id);
    const row = await versionRows(db).where('id', '=', id).executeTakeFirstOrThrow();
    return described(db, row, await currentVersionId(db));
  },
  drafts: listDrafts,
  draft: ({ db }, { id }) => readDraft(db, id),
  templates: ({ parts }) =>
    Promise.all(
      Object.entries(shippedAbout).map(async ([code, about]) => {
        const { title, items } = await shippedQuestionnaire(parts.resourcesDir, code);
        return { code, title, items: items.length, about };
      }),
    ),
  createDraft,
  saveDraft,
  removeDraft,
  publish,
  use: useVersion,
  retire,
  exportFile,
  importFile,
};
