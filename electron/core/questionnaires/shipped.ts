/**
 * The questionnaires shipped with the program: one is published when a hospital is founded, all are offered as
 * templates.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { type QuestionnaireContent, questionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import type { Context } from '../base/context.ts';

/** What each is meant for, in the order in which they are offered. */
export const shippedAbout: Readonly<Record<string, string>> = {
  'six-aspects': '六个维度 27 条，满意三级，一条不满意即记为意见；两条按情况才问，一条可选几项。随访办的常用问卷。',
  experience: '总是、经常、有时、从未：医护沟通、及时帮助、环境饮食、费用、用药与出院，带总体评分和推荐意愿。',
  'service-score': '0–10 分，9 条，三分钟问完，适合只想要一个分数的月份。',
  conduct: '满意四级，服务态度、诊疗行为、效率、收费与廉洁行医，适合行风测评。',
};
const founding = 'six-aspects';

/** Health guidance is the same for all of them and held once. */
const guidanceFile = 'guidance';

/** @throws Refusal NOT_FOUND where none is shipped under this code */
export async function shippedQuestionnaire(resourcesDir: string, code: string): Promise<QuestionnaireContent> {
  if (!Object.hasOwn(shippedAbout, code)) throw new Refusal('NOT_FOUND', { what: '随程序提供的问卷' });
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(resourcesDir, 'questionnaires', `${name}.json`), 'utf8'));
  const [content, guidance] = await Promise.all([read(code), read(guidanceFile)]);
  return questionnaireContent.parse({ guidance, ...(content as object) });
}

/** The questionnaire that a hospital is founded with. */
export const foundingQuestionnaire = (resourcesDir: string): Promise<QuestionnaireContent> => shippedQuestionnaire(resourcesDir, founding);

/** Publishes what a hospital is founded with, or what is given. */
export async function publishFirst(tx: Context, given?: QuestionnaireContent): Promise<string> {
  const content = given ?? (await foundingQuestionnaire(tx.parts.resourcesDir));
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
