/** Reads questionnaire versions for other rooms. Published content never changes, so it is parsed once and cached. */
import type { DialectAdapter } from 'kysely';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { type QuestionnaireContent, questionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import type { Db } from '../base/db/schema.ts';
import { readSetting } from '../base/settings.ts';

export interface Questionnaire {
  readonly versionId: string;
  readonly version: number;
  readonly content: QuestionnaireContent;
}

/** By open database (its adapter lives as long as it does), then by version id. */
const parsed = new WeakMap<DialectAdapter, Map<string, Questionnaire>>();

function knownVersions(db: Db): Map<string, Questionnaire> {
  const { adapter } = db.getExecutor();
  const known = parsed.get(adapter) ?? new Map<string, Questionnaire>();
  parsed.set(adapter, known);
  return known;
}

/**
 * One version with its parsed content, whatever its state: an interview keeps the version it began with.
 * @throws Refusal NOT_FOUND
 */
export async function questionnaireOf(db: Db, versionId: string): Promise<Questionnaire> {
  const known = knownVersions(db);
  const found = known.get(versionId);
  if (found) return found;
  const row = await db
    .selectFrom('questionnaire_version')
    .select(['id', 'version', 'content'])
    .where('id', '=', versionId)
    .executeTakeFirst();
  if (!row) throw new Refusal('NOT_FOUND', { what: '问卷' });
  const questionnaire = { versionId: row.id, version: row.version, content: questionnaireContent.parse(JSON.parse(row.content)) };
  known.set(row.id, questionnaire);
  return questionnaire;
}

/** The setting that names the version of new interviews. */
export const inUseKey = 'questionnaire_in_use';

/** The version new interviews begin with: the one named, else the one published last; null where none is published. */
export async function currentVersionId(db: Db): Promise<string | null> {
  const published = db.selectFrom('questionnaire_version').select('id').where('state', '=', 'published');
  const named = await readSetting(db, inUseKey);
  const chosen = named === null ? undefined : await published.where('id', '=', named).executeTakeFirst();
  const row = chosen ?? (await published.orderBy('published_at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst());
  return row?.id ?? null;
}

/**
 * The questionnaire that new interviews begin with.
 * @throws Refusal NO_QUESTIONNAIRE
 */
export async function currentQuestionnaire(db: Db): Promise<Questionnaire> {
  const id = await currentVersionId(db);
  if (id === null) throw new Refusal('NO_QUESTIONNAIRE');
  return questionnaireOf(db, id);
}
