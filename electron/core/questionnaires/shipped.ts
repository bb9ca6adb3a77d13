/** The questionnaire that comes with the program, published when a hospital is founded. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type QuestionnaireContent, questionnaireContent } from '../../../shared/contract/questionnaires.ts';
import type { Context } from '../context.ts';

async function shippedQuestionnaire(resourcesDir: string): Promise<QuestionnaireContent> {
  const folder = join(resourcesDir, 'questionnaires');
  const content: unknown = JSON.parse(await readFile(join(folder, 'six-aspects.json'), 'utf8'));
  return questionnaireContent.parse(content);
}

export async function publishShippedQuestionnaire(tx: Context): Promise<string> {
  const content = await shippedQuestionnaire(tx.parts.resourcesDir);
  const id = tx.newId();
  await tx.db
    .insertInto('questionnaire_version')
    .values({
      id,
      code: content.code,
      title: content.title,
      version: 1,
      state: 'published',
      content: JSON.stringify(content),
      published_at: tx.now,
    })
    .execute();
  tx.changed('questionnaires');
  return id;
}
