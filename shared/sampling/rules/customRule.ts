/** The custom exclusion rule of a plan: a field, an operator, a value (domain §4). */

import {
  type CustomField,
  type CustomOperator,
  customFields,
  customOperators,
  dischargeModes,
  sexes,
  treatmentOutcomes,
} from '../../base/contract/words.ts';
import type { CustomRule } from '../contract/sampling.ts';

type FieldKind = 'text' | 'number' | 'choice';

const numbers: readonly CustomField[] = ['cost', 'stayDays'];

/** What a field of codes may be, code and word. */
export const choicesOf: Partial<Record<CustomField, Readonly<Record<string, string>>>> = {
  sex: sexes.zh,
  outcome: treatmentOutcomes.zh,
  dischargeMode: dischargeModes.zh,
};

export function kindOf(field: CustomField): FieldKind {
  if (numbers.includes(field)) return 'number';
  return choicesOf[field] ? 'choice' : 'text';
}

const operators: Readonly<Record<FieldKind, readonly CustomOperator[]>> = {
  text: ['equals', 'not_equals', 'contains', 'not_contains', 'starts_with'],
  number: ['greater', 'less', 'equals', 'not_equals'],
  choice: ['equals', 'not_equals'],
};

/** The operators that make sense for a field, the usual one first. */
export const operatorsOf = (field: CustomField): readonly CustomOperator[] => operators[kindOf(field)];

/** Full-width letters, case and outer spaces make no difference. */
const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase();

function numberOf(value: string): number | null {
  const number = Number(plain(value));
  return plain(value) === '' || !Number.isFinite(number) ? null : number;
}

/** What is wrong with a rule; null when it can be applied. */
export function customRuleProblem({ field, operator, value }: CustomRule): string | null {
  const name = customFields.zh[field];
  if (!operatorsOf(field).includes(operator)) return `“${name}”不能用“${customOperators.zh[operator]}”比较`;
  const choices = choicesOf[field];
  if (choices) return Object.hasOwn(choices, value) ? null : `“${name}”没有“${value}”这一项`;
  if (kindOf(field) === 'number') return numberOf(value) === null ? `“${name}”要与一个数比较` : null;
  // An empty value fits “is empty” and “is not empty”; contained in everything, it would leave out all or nothing.
  if (plain(value) === '' && operator !== 'equals' && operator !== 'not_equals') return `“${name}”要比较的内容没有填`;
  return null;
}

/** Text and codes as they are stored ('' where empty); numbers in the field's unit, null where unknown. */
export type CustomFacts = Partial<Record<CustomField, string | number | null>>;

function compares<T extends string | number>(operator: CustomOperator, found: T, value: T): boolean {
  const text = typeof found === 'string' && typeof value === 'string';
  switch (operator) {
    case 'equals':
      return found === value;
    case 'not_equals':
      return found !== value;
    case 'greater':
      return found > value;
    case 'less':
      return found < value;
    case 'contains':
      return text && found.includes(value);
    case 'not_contains':
      return text && !found.includes(value);
    case 'starts_with':
      return text && found.startsWith(value);
  }
}

/** A rule ready to be asked many times. An unknown number fits no rule. */
export function customTest(rule: CustomRule): (facts: CustomFacts) => boolean {
  const { field, operator } = rule;
  const number = kindOf(field) === 'number' ? numberOf(rule.value) : null;
  const value = kindOf(field) === 'choice' ? rule.value : plain(rule.value);
  return (facts) => {
    const found = facts[field];
    if (number !== null) return typeof found === 'number' && compares(operator, found, number);
    const text = typeof found === 'string' ? found : '';
    return compares(operator, kindOf(field) === 'choice' ? text : plain(text), value);
  };
}

/** The rule in words: 付费方式 不是 “自费”. */
export function customRuleInWords({ field, operator, value }: CustomRule): string {
  const shown = choicesOf[field]?.[value] ?? value;
  return `${customFields.zh[field]}${customOperators.zh[operator]}${shown === '' ? '空' : `“${shown}”`}`;
}
