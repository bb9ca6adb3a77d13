/** Corrections of a finished interview (domain §6): who may make them, and the interview that results. */

import type { Role } from '../../base/contract/words.ts';
import type { Item, QuestionnaireContent } from '../../questionnaires/contract/questionnaires.ts';
import {
  type Answers,
  type DischargeFacts,
  isAnswered,
  judge,
  validValue,
  visibleItems,
} from '../../questionnaires/rules/questionnaire.ts';

/** How long its nurse may correct an interview by herself. */
export const nurseCorrectsHours = 24;

export function nurseCorrectsUntil(finishedAt: string): string {
  return new Date(Date.parse(finishedAt) + nurseCorrectsHours * 3_600_000).toISOString();
}

interface Corrector {
  readonly role: Role | 'nobody';
  /** The interview is the corrector's own. */
  readonly own: boolean;
  /** The supervisor sent it back to its nurse. */
  readonly sentBack: boolean;
}

/** Its nurse within 24 hours, or while it is sent back to her; the supervisor at any time. */
export function mayCorrect({ role, own, sentBack }: Corrector, finishedAt: string, now: string): boolean {
  if (role === 'supervisor' || role === 'system') return true;
  return role === 'nurse' && own && (sentBack || now < nurseCorrectsUntil(finishedAt));
}

export interface AnswerChange {
  readonly item: Item;
  /** Empty where it was not answered. */
  readonly before: readonly string[];
  /** Empty where the item no longer applies, so that its answer leaves the figures. */
  readonly after: readonly string[];
}

export interface Corrected {
  readonly answers: Answers;
  readonly changes: readonly AnswerChange[];
  /** Items whose answer is an objection now and was none before; and the other way round. */
  readonly appeared: readonly Item[];
  readonly withdrawn: readonly Item[];
}

const same = (a: readonly string[], b: readonly string[]) => JSON.stringify(a) === JSON.stringify(b);

/** What the values do to an interview: answers of items that no longer apply go with the answer that held them open. */
export function effectOf(
  content: Pick<QuestionnaireContent, 'items'>,
  before: Answers,
  facts: DischargeFacts,
  values: Answers,
): Corrected & { readonly visible: ReadonlySet<string> } {
  const after = new Map([...before, ...values]);
  const visible = new Set(visibleItems(content, after, facts).map(({ code }) => code));
  for (const code of [...after.keys()]) if (!visible.has(code)) after.delete(code);
  const changes = content.items.flatMap((item): AnswerChange[] => {
    const change = { item, before: before.get(item.code) ?? [], after: after.get(item.code) ?? [] };
    return same(change.before, change.after) ? [] : [change];
  });
  const turned = (from: boolean) =>
    changes.filter((each) => judge(each.item, each.before).objection === from && judge(each.item, each.after).objection !== from);
  const itemsOf = (turning: readonly AnswerChange[]) => turning.map(({ item }) => item);
  return { answers: after, visible, changes, appeared: itemsOf(turned(false)), withdrawn: itemsOf(turned(true)) };
}

/**
 * Applies corrected values. An answer is replaced, never emptied; an item that did not apply before may be answered where it
 * applies now. `refused` says in Chinese why it cannot be done.
 */
export function correctAnswers(
  content: QuestionnaireContent,
  before: Answers,
  facts: DischargeFacts,
  values: readonly { readonly itemCode: string; readonly value: readonly string[] }[],
): Corrected | { readonly refused: string } {
  for (const { itemCode, value } of values) {
    const item = content.items.find(({ code }) => code === itemCode);
    if (!item) return { refused: '问卷里没有这道题' };
    if (!isAnswered(value)) return { refused: `“${item.title}”不能改成没有回答，请选“不清楚”一类的选项` };
    if (!validValue(item, value)) return { refused: `“${item.title}”不能这样回答` };
  }
  const effect = effectOf(content, before, facts, new Map(values.map(({ itemCode, value }) => [itemCode, value])));
  const astray = values.find(({ itemCode }) => !effect.visible.has(itemCode));
  return astray ? { refused: `“${content.items.find(({ code }) => code === astray.itemCode)?.title}”对这位患者不适用` } : effect;
}
