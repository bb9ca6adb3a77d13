/** The demo hospital's questionnaire: its first version in the twelve full months, the shipped one from the month in progress on. */
import type { QuestionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';
import type { Context } from '../core/base/context.ts';
import { currentVersionId, foundingQuestionnaire, insertDraft, publish } from '../core/questionnaires/index.ts';

/** Items that the hospital added after its first year: two that are asked on a condition, one with several choices. */
const addedLater: readonly string[] = ['quality_medicine', 'environment_fall', 'process_waits'];

export async function firstVersion({ parts }: Context): Promise<QuestionnaireContent> {
  const content = await foundingQuestionnaire(parts.resourcesDir);
  return { ...content, items: content.items.filter(({ code }) => !addedLater.includes(code)) };
}

/** The supervisor publishes the second version; new interviews begin with it. Its content. */
export async function publishSecond(ctx: Context): Promise<QuestionnaireContent> {
  const content = await foundingQuestionnaire(ctx.parts.resourcesDir);
  const { id, revision } = await insertDraft(ctx, content, await currentVersionId(ctx.db));
  await publish(ctx, { id, revision, use: true });
  return content;
}
