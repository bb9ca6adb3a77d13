/** Procedures of the questionnaires room. */

import type { Db } from '../db/schema.ts';
import type { Handlers, Output } from '../door.ts';
import { questionnaireOf } from './versions.ts';

/** Sorts drafts before every date; the databases disagree about nulls. */
const notYet = '9';

/** Every version: drafts, then the newest published first. */
async function listVersions(db: Db): Promise<Output<'questionnaires', 'list'>> {
  const rows = await db
    .selectFrom('questionnaire_version')
    .select(['id', 'code', 'title', 'version', 'state', 'published_at'])
    .orderBy((eb) => eb.fn.coalesce('published_at', eb.val(notYet)), 'desc')
    .orderBy('id', 'desc')
    .execute();
  return Promise.all(
    rows.map(async ({ published_at, ...row }) => ({
      ...row,
      publishedAt: published_at,
      items: (await questionnaireOf(db, row.id)).content.items.length,
    })),
  );
}

export const questionnaires: Handlers<'questionnaires'> = {
  list: ({ db }) => listVersions(db),
  async get({ db }, { id }) {
    const { content } = await questionnaireOf(db, id);
    const { published_at, ...row } = await db
      .selectFrom('questionnaire_version')
      .select(['id', 'code', 'title', 'version', 'state', 'published_at'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return { ...row, publishedAt: published_at, items: content.items.length, content };
  },
};
