/** Puts conditions into words, and decides whether they can ever hold. */

import { sexes } from '../../base/contract/words.ts';
import {
  type Condition,
  type ConditionOperator,
  type Item,
  type QuestionnaireContent,
  type StayFact,
  stayFacts,
} from '../contract/questionnaires.ts';
import { type DischargeFacts, holds, validValue } from './questionnaire.ts';

export const factWords: Readonly<Record<StayFact, string>> = {
  department: '科室',
  sex: '性别',
  ageYears: '年龄（岁）',
  icd10: '诊断编码',
  payment: '付费方式',
};

export const operatorWords: Readonly<Record<ConditionOperator, string>> = {
  in: '是',
  notIn: '不是',
  startsWith: '开头是',
  atLeast: '不小于',
  atMost: '不大于',
};

/** Operators that make sense for what is asked. */
export function operatorsFor(on: Condition['on'], items: readonly Item[]): readonly ConditionOperator[] {
  if ('discharge' in on) {
    if (on.discharge === 'ageYears') return ['atMost', 'atLeast', 'in', 'notIn'];
    return on.discharge === 'sex' ? ['in', 'notIn'] : ['in', 'notIn', 'startsWith'];
  }
  const asked = items.find((item) => item.code === on.item);
  if (asked?.kind === 'number') return ['atLeast', 'atMost', 'in', 'notIn'];
  if (asked && isNumbered(asked)) return ['in', 'notIn', 'atLeast', 'atMost'];
  return ['in', 'notIn'];
}

/** What of the values still says something once the operator is another one: a bound is one number, a list takes anything. */
export function valuesUnder(operator: ConditionOperator, values: Condition['values']): Condition['values'] {
  if (operator !== 'atLeast' && operator !== 'atMost') return values;
  const bound = values.find((value) => String(value).trim() !== '' && Number.isFinite(Number(value)));
  return bound === undefined ? [] : [Number(bound)];
}

/** A choice whose counted values are numbers, as 0–10. */
const isNumbered = (item: Item) => {
  const counted = item.options.filter((option) => !option.notCounted);
  return counted.length > 0 && counted.every(({ value }) => /^\d+$/.test(value));
};

function valueWords(on: Condition['on'], value: string | number, items: readonly Item[]): string {
  if ('discharge' in on) return on.discharge === 'sex' ? ((sexes.zh as Record<string, string>)[value] ?? String(value)) : String(value);
  return items.find((item) => item.code === on.item)?.options.find((option) => option.value === String(value))?.label ?? String(value);
}

/** 科室是“骨科”或“产科”; “治疗效果”答“不满意”. */
export function conditionWords({ on, operator, values }: Condition, items: readonly Item[]): string {
  const listed = values.map((value) => `“${valueWords(on, value, items)}”`).join('或') || '（还没有填）';
  if ('discharge' in on) return `${factWords[on.discharge]}${operatorWords[operator]}${listed}`;
  const title = items.find((item) => item.code === on.item)?.title || on.item;
  if (operator === 'in') return `“${title}”答${listed}`;
  return operator === 'notIn' ? `“${title}”答的不是${listed}` : `“${title}”的回答${operatorWords[operator]}${listed}`;
}

/** All conditions of an item in one sentence; null where it is always asked. */
export function showWords(item: Item, items: readonly Item[]): string | null {
  return item.showIf.length === 0 ? null : item.showIf.map((condition) => conditionWords(condition, items)).join('，并且');
}

const noFacts: DischargeFacts = { department: '', sex: 'unknown', ageYears: null, icd10: '', payment: '' };

/** Numbers that decide every bound among `values`: the bounds themselves and both sides of them. */
const around = (values: readonly (string | number)[]) =>
  values
    .map(Number)
    .filter(Number.isFinite)
    .flatMap((at) => [at - 1, at, at + 1]);

function factHolds(fact: StayFact, conditions: readonly Condition[]): boolean {
  const mentioned = conditions.flatMap((condition) => condition.values);
  const candidates: readonly DischargeFacts[] =
    fact === 'sex'
      ? sexes.codes.map((sex) => ({ ...noFacts, sex }))
      : fact === 'ageYears'
        ? [
            noFacts,
            ...[0, 40, 130, ...around(mentioned)].filter((at) => at >= 0 && at <= 130).map((ageYears) => ({ ...noFacts, ageYears })),
          ]
        : [noFacts, ...['其他', ...mentioned].map((value) => ({ ...noFacts, [fact]: String(value) }))];
  return candidates.some((facts) => conditions.every((condition) => holds(condition, new Map(), facts)));
}

function itemHolds(item: Item, conditions: readonly Condition[]): boolean {
  const given = (value: readonly string[]) => {
    const answers = new Map([[item.code, value]]);
    return value.length > 0 && validValue(item, value) && conditions.every((condition) => holds(condition, answers, noFacts));
  };
  const mentioned = conditions.flatMap((condition) => condition.values);
  switch (item.kind) {
    case 'single':
      return item.options.some((option) => given([option.value]));
    case 'multiple': {
      // Every further choice can only break a `notIn`, so the widest choice that breaks none is the best.
      const refused = conditions.filter((condition) => condition.operator === 'notIn');
      const widest = item.options.filter(({ value }) =>
        refused.every((condition) => holds(condition, new Map([[item.code, [value]]]), noFacts)),
      );
      const together = widest.filter(({ exclusive }) => !exclusive);
      return given(together.map(({ value }) => value)) || item.options.some(({ value, exclusive }) => exclusive && given([value]));
    }
    case 'number': {
      const ends = [item.number?.min, item.number?.max].filter((end) => end !== undefined);
      return [0, ...ends, ...around(mentioned)].some((at) => given([String(at)]));
    }
    case 'date':
      return ['2026-01-01', ...mentioned.map(String)].some((at) => given([at]));
    case 'text':
      return ['其他', ...mentioned.map(String)].some((at) => given([at]));
  }
}

/** The conditions of an item and of every item they hang on. */
function chain(item: Item, items: readonly Item[], seen = new Set<string>()): readonly Condition[] {
  if (seen.has(item.code)) return [];
  seen.add(item.code);
  const parents = item.showIf.flatMap(({ on }) => ('item' in on ? items.filter((one) => one.code === on.item) : []));
  return [...item.showIf, ...parents.flatMap((parent) => chain(parent, items, seen))];
}

/**
 * Whether some patient with some answers is asked this item. Conditions all have to hold, and each asks one fact or one
 * answer, so it is enough that those on each of them can hold together.
 */
export function reachable(item: Item, content: QuestionnaireContent): boolean {
  const conditions = chain(item, content.items);
  const ofFact = (fact: StayFact) => conditions.filter(({ on }) => 'discharge' in on && on.discharge === fact);
  const ofItem = (code: string) => conditions.filter(({ on }) => 'item' in on && on.item === code);
  return (
    stayFacts.every((fact) => factHolds(fact, ofFact(fact))) &&
    content.items.every((asked) => {
      const own = ofItem(asked.code);
      return own.length === 0 || itemHolds(asked, own);
    })
  );
}
