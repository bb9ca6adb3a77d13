/** Questionnaire versions as other rooms read them. Published content never changes, so it is parsed once. */
import type { DialectAdapter } from 'kysely';
import { Refusal } from '../../../shared/contract/errors.ts';
import { type QuestionnaireContent, questionnaireContent } from '../../../shared/contract/questionnaires.ts';
import type { Db } from '../db/schema.ts';

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
    .select(['id', 'version', 'state', 'content'])
    .where('id', '=', versionId)
    .executeTakeFirst();
  if (!row) throw new Refusal('NOT_FOUND', { what: '问卷' });
  const questionnaire = { versionId: row.id, version: row.version, content: questionnaireContent.parse(JSON.parse(row.content)) };
  if (row.state !== 'draft') known.set(row.id, questionnaire);
  return questionnaire;
}

/**
 * The questionnaire that new interviews begin with: the one published last.
 * @throws Refusal NO_QUESTIONNAIRE
 */
export async function currentQuestionnaire(db: Db): Promise<Questionnaire> {
  const row = await db
    .selectFrom('questionnaire_version')
    .select('id')
    .where('state', '=', 'published')
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) throw new Refusal('NO_QUESTIONNAIRE');
  return questionnaireOf(db, row.id);
}
