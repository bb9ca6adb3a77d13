/** Reads the questionnaires behind a report: their names, item titles, weights. */
import { type QuestionnaireContent, questionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import type { Db } from '../base/db/schema.ts';

export interface Version {
  readonly id: string;
  /** Of the questionnaire, whatever the version. */
  readonly code: string;
  readonly title: string;
  /** 出院患者满意度 v3 */
  readonly label: string;
  readonly content: QuestionnaireContent;
}

/** The named versions, oldest first. */
export async function readVersions(db: Db, ids: readonly string[]): Promise<Version[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('questionnaire_version')
    .select(['id', 'code', 'title', 'version', 'content'])
    .where('id', 'in', ids)
    .orderBy('version')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    title: row.title,
    label: `${row.title} v${row.version}`,
    content: questionnaireContent.parse(JSON.parse(row.content)),
  }));
}
