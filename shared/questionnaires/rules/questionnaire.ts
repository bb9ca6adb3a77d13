/** Evaluates a questionnaire: which items apply, what an answer counts for, when an interview is complete. */

import type { AspectCode, Sex } from '../../base/contract/words.ts';
import type { Condition, Item, Option, QuestionnaireContent } from '../contract/questionnaires.ts';

/** Values by item code: option values, or one number, date or text. An absent or blank value is no answer. */
export type Answers = ReadonlyMap<string, readonly string[]>;

/** What conditions may ask about the stay. `department` is the department's name. */
export interface DischargeFacts {
  readonly department: string;
  readonly sex: Sex;
  readonly ageYears: number | null;
  readonly icd10: string;
  readonly payment: string;
}

export interface Judgement {
  /** Enters denominators; 不清楚, and free values that cannot be good or bad, do not. */
  readonly counted: boolean;
  readonly objection: boolean;
  /** 0–100; null where nothing chosen carries a score. */
  readonly score: number | null;
}

export interface AspectProgress {
  readonly code: AspectCode;
  readonly name: string;
  readonly applicable: number;
  readonly answered: number;
  readonly counted: number;
  readonly objections: number;
  /** Answered by a choice that does not count: 不清楚, 未接触. Words, numbers and days are answers without a count. */
  readonly unclear: number;
}

export interface Progress {
  readonly applicable: number;
  readonly answered: number;
  readonly counted: number;
  readonly objections: number;
  /** At least one answer, and the questionnaire's share of what applied. */
  readonly complete: boolean;
  readonly aspects: readonly AspectProgress[];
}

const nothing: Judgement = { counted: false, objection: false, score: null };

export function isAnswered(value: readonly string[] | undefined): boolean {
  return value?.some((part) => part.trim() !== '') ?? false;
}

/** The answers with one value set; a blank value clears it. */
export function applyAnswer(answers: Answers, code: string, value: readonly string[]): Answers {
  const next = new Map(answers);
  if (isAnswered(value)) next.set(code, value);
  else next.delete(code);
  return next;
}

type Comparable = string | number;

const tests: Readonly<Record<Condition['operator'], (actual: Comparable, values: readonly Comparable[]) => boolean>> = {
  in: (actual, values) => values.some((value) => String(value) === String(actual)),
  notIn: (actual, values) => values.every((value) => String(value) !== String(actual)),
  startsWith: (actual, values) => values.some((value) => String(actual).toUpperCase().startsWith(String(value).toUpperCase())),
  atLeast: (actual, values) => values.some((value) => Number(actual) >= Number(value)),
  atMost: (actual, values) => values.some((value) => Number(actual) <= Number(value)),
};

/** A test on an item without an answer fails, whatever it asks; a fact that is unknown is only `notIn`. */
export function holds(condition: Condition, answered: Answers, facts: DischargeFacts): boolean {
  const test = tests[condition.operator];
  if ('discharge' in condition.on) {
    const fact = facts[condition.on.discharge];
    if (fact === null || fact === '') return condition.operator === 'notIn';
    return test(fact, condition.values);
  }
  const value = answered.get(condition.on.item);
  if (!value || !isAnswered(value)) return false;
  const each = (part: string) => test(part, condition.values);
  return condition.operator === 'notIn' ? value.every(each) : value.some(each);
}

/**
 * Items that apply, in the questionnaire's order. An item shows when all its conditions hold; conditions see the answers
 * of earlier items that show themselves, so an answer that no longer applies never keeps another item open.
 */
export function visibleItems(content: Pick<QuestionnaireContent, 'items'>, answers: Answers, facts: DischargeFacts): readonly Item[] {
  const seen = new Map<string, readonly string[]>();
  return content.items.filter((item) => {
    if (!item.showIf.every((condition) => holds(condition, seen, facts))) return false;
    const value = answers.get(item.code);
    if (value) seen.set(item.code, value);
    return true;
  });
}

const isExclusive = (item: Item, value: string) => item.options.some((option) => option.value === value && option.exclusive);

/**
 * The choices after an option of a multiple choice was pressed: taken back where it was chosen; an exclusive one puts out all others,
 * any other puts out the exclusive ones.
 */
export function toggled(item: Item, value: readonly string[], pressed: string): readonly string[] {
  if (value.includes(pressed)) return value.filter((one) => one !== pressed);
  if (isExclusive(item, pressed)) return [pressed];
  return [...value.filter((one) => !isExclusive(item, one)), pressed];
}

/** A number as it is stored: 7 for 07 and 7.0. Null for what is no plain number. */
export function plainNumber(text: string): string | null {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return null;
  const plain = String(Number(text));
  return /^-?\d+(\.\d+)?$/.test(plain) ? plain : null;
}

/** Points from 0 or 1 up to 10 at most, as 0–10: nobody gives half a point. What is measured has a unit. */
export function isScale({ kind, number }: Item): boolean {
  const { min, max, unit = '' } = number ?? {};
  return (
    kind === 'number' &&
    (min === 0 || min === 1) &&
    max !== undefined &&
    Number.isInteger(max) &&
    max <= 10 &&
    (unit === '' || unit === '分')
  );
}

function inRange(item: Item, amount: number): boolean {
  if (isScale(item) && !Number.isInteger(amount)) return false;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = item.number ?? {};
  return amount >= min && amount <= max;
}

/** Items that may come to apply to this stay, whatever will be answered: what a printed sheet must hold. */
export function possibleItems(content: QuestionnaireContent, facts: DischargeFacts): readonly Item[] {
  return content.items.filter((item) =>
    item.showIf.every((condition) => !('discharge' in condition.on) || holds(condition, new Map(), facts)),
  );
}

/** A day that exists, in a year that somebody alive can speak of. */
function isCivilDate(text: string): boolean {
  const at = /^(19|20)\d\d-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00.000Z`) : null;
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** Whether an item can take a value; an empty value (no answer) always can be taken. */
export function validValue(item: Item, value: readonly string[]): boolean {
  if (!isAnswered(value)) return true;
  const [first = ''] = value;
  const known = (part: string) => item.options.some((option) => option.value === part);
  switch (item.kind) {
    case 'single':
      return value.length === 1 && known(first);
    case 'multiple':
      return (
        new Set(value).size === value.length && value.every(known) && !(value.length > 1 && value.some((part) => isExclusive(item, part)))
      );
    case 'number':
      return value.length === 1 && plainNumber(first) === first && inRange(item, Number(first));
    case 'date':
      return value.length === 1 && isCivilDate(first);
    case 'text':
      return value.length === 1;
  }
}

/** What an answer counts for (domain §6, §7). Several choices: an objection when one of them is; the mean of their scores. */
export function judge(item: Item, value: readonly string[]): Judgement {
  const chosen = item.options.filter((option) => value.includes(option.value) && !option.notCounted);
  if (chosen.length === 0) return nothing;
  const scores = chosen.map((option: Option) => option.score).filter((score) => score !== undefined);
  return {
    counted: true,
    objection: chosen.some((option) => option.objection),
    score: scores.length > 0 ? scores.reduce((sum, score) => sum + score, 0) / scores.length : null,
  };
}

/** The next item that applies after `code`; the first where `code` is null or unknown; null at the end. */
export function nextItem(content: QuestionnaireContent, answers: Answers, facts: DischargeFacts, code: string | null): Item | null {
  const from = content.items.findIndex((item) => item.code === code);
  return visibleItems(content, answers, facts).find((item) => content.items.indexOf(item) > from) ?? null;
}

/** The item that applies before `code`; null at the beginning. */
export function previousItem(content: QuestionnaireContent, answers: Answers, facts: DischargeFacts, code: string): Item | null {
  const from = content.items.findIndex((item) => item.code === code);
  return visibleItems(content, answers, facts).findLast((item) => content.items.indexOf(item) < from) ?? null;
}

/** How far an interview is. 不清楚 is an answer, but not counted; answers to items that do not apply are left out. */
export function progress(content: QuestionnaireContent, answers: Answers, facts: DischargeFacts): Progress {
  const judged = visibleItems(content, answers, facts).map((item) => {
    const value = answers.get(item.code) ?? [];
    const answered = isAnswered(value);
    const judgement = judge(item, value);
    return { aspect: item.aspect, answered, unclear: answered && item.options.length > 0 && !judgement.counted, ...judgement };
  });
  const tally = (items: typeof judged) => ({
    applicable: items.length,
    answered: items.filter((item) => item.answered).length,
    counted: items.filter((item) => item.counted).length,
    objections: items.filter((item) => item.objection).length,
    unclear: items.filter((item) => item.unclear).length,
  });
  const all = tally(judged);
  return {
    ...all,
    complete: all.answered > 0 && all.answered >= content.completeShare * all.applicable,
    aspects: content.aspects.map(({ code, name }) => ({ code, name, ...tally(judged.filter((item) => item.aspect === code)) })),
  };
}

/** The strict rule: satisfied without any objection; null where nothing was counted. */
export function strictlySatisfied(tally: { readonly counted: number; readonly objections: number }): boolean | null {
  return tally.counted > 0 ? tally.objections === 0 : null;
}
