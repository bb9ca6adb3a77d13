/** A second, small engine of the questionnaire: what applies, what an answer counts for (domain §6, §7). */
import type { Condition, Item, QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import type { Rows } from '../rows.ts';

type Stay = Rows['discharge'][number];
export type Values = ReadonlyMap<string, readonly string[]>;

const factOf = (stay: Stay, department: string, fact: string): string | number | null =>
  ({ department, sex: stay.sex, ageYears: stay.age_years, icd10: stay.icd10, payment: stay.payment })[fact] ?? null;

function holds(condition: Condition, shown: Values, stay: Stay, department: string): boolean {
  const wanted = condition.values.map(String);
  const test = (actual: string) => {
    switch (condition.operator) {
      case 'in':
        return wanted.includes(actual);
      case 'notIn':
        return !wanted.includes(actual);
      case 'startsWith':
        return wanted.some((one) => actual.toUpperCase().startsWith(one.toUpperCase()));
      case 'atLeast':
        return wanted.some((one) => Number(actual) >= Number(one));
      default:
        return wanted.some((one) => Number(actual) <= Number(one));
    }
  };
  if ('discharge' in condition.on) {
    const fact = factOf(stay, department, condition.on.discharge);
    return fact === null || fact === '' ? condition.operator === 'notIn' : test(String(fact));
  }
  const value = shown.get(condition.on.item);
  if (!value) return false;
  return condition.operator === 'notIn' ? value.every(test) : value.some(test);
}

export function applying(content: QuestionnaireContent, values: Values, stay: Stay, department: string): Item[] {
  const shown = new Map<string, readonly string[]>();
  const items: Item[] = [];
  for (const item of content.items) {
    if (!item.showIf.every((condition) => holds(condition, shown, stay, department))) continue;
    items.push(item);
    const value = values.get(item.code);
    if (value) shown.set(item.code, value);
  }
  return items;
}

export function worth(item: Item, value: readonly string[]): { counted: boolean; objection: boolean } {
  const chosen = item.options.filter((option) => value.includes(option.value) && option.notCounted !== true);
  return { counted: chosen.length > 0, objection: chosen.some((option) => option.objection === true) };
}

export function fits(item: Item, value: readonly string[]): boolean {
  const known = (one: string) => item.options.some((option) => option.value === one);
  if (item.kind === 'single') return value.length === 1 && value.every(known);
  if (item.kind === 'multiple') return value.length > 0 && new Set(value).size === value.length && value.every(known);
  return value.length === 1;
}
