/** Decides which months may be compared, because the strict rate depends on the items that were asked (domain §7). */
import type { Item, QuestionnaireContent } from '../contract/questionnaires.ts';

/** What makes an answer an objection, or leaves it out of the figures. */
function scaleOf(item: Item): string {
  const values = (chosen: (option: Item['options'][number]) => boolean) =>
    item.options
      .filter(chosen)
      .map((option) => option.value)
      .sort();
  return JSON.stringify([item.kind, values((option) => option.objection), values((option) => option.notCounted)]);
}

/**
 * Codes of the items that every one of the questionnaires asks in the same way, in the order of the last: the same code, the
 * same kind, the same options that count as objections, and the same that count nowhere. The wording and other options may differ.
 */
export function commonItems(questionnaires: readonly Pick<QuestionnaireContent, 'items'>[]): string[] {
  const last = questionnaires.at(-1);
  if (!last) return [];
  const scales = questionnaires.map(({ items }) => new Map(items.map((item) => [item.code, scaleOf(item)])));
  return last.items.filter((item) => scales.every((scale) => scale.get(item.code) === scaleOf(item))).map((item) => item.code);
}

/**
 * Whether two months asked the same: one questionnaire version alone in each, and the same one. A month in which two versions
 * were asked compares with no other, because their shares differ from month to month.
 */
export function sameQuestionnaire(versions: readonly string[], others: readonly string[]): boolean {
  return versions.length === 1 && others.length === 1 && versions[0] === others[0];
}
