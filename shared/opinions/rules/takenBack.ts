/** Finds feedback whose objection the patient withdrew, and objections without feedback. */
import type { FeedbackKind } from '../../base/contract/words.ts';
import { type Answers, judge } from '../../questionnaires/rules/questionnaire.ts';

/** Stands as the text of a case whose patient objected and said no more (domain §6). */
export const unsaid = '未说明';

interface Spoken {
  readonly kind: FeedbackKind;
  readonly askedItem: string | null;
  readonly text: string;
}

interface Asked {
  readonly items: readonly Parameters<typeof judge>[0][];
}

/** Codes of the items whose answer now is an objection. */
export function objectedItems({ items }: Asked, answers: Answers): Set<string> {
  return new Set(items.flatMap((item) => (judge(item, answers.get(item.code) ?? []).objection ? item.code : [])));
}

/**
 * Opinions with words that an objection had asked for, which stands no more, because the patient answers otherwise or because the
 * item no longer applies: the opinion has no objection until it is withdrawn or kept as a suggestion.
 * @param asked the items that apply now; an item that a condition hides asks for nothing
 */
export function takenBack<T extends Spoken>(asked: Asked, answers: Answers, opinions: readonly T[]): T[] {
  const objected = objectedItems(asked, answers);
  return opinions.filter(
    ({ kind, askedItem, text }) =>
      (kind === 'opinion' || kind === 'complaint') &&
      askedItem !== null &&
      !objected.has(askedItem) &&
      text.trim() !== '' &&
      text !== unsaid,
  );
}
