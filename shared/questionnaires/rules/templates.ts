/** Parses and fills spoken texts with {variables}. */
import type { Sex } from '../../base/contract/words.ts';

export const templateVariables = ['hospital', 'name', 'title', 'department', 'dischargeDate', 'doctor', 'nurse', 'relation'] as const;
export type TemplateVariable = (typeof templateVariables)[number];
export type TemplateValues = Readonly<Partial<Record<TemplateVariable, string>>>;

const placeholder = /\{([a-zA-Z]+)\}/g;

/** The text with its variables filled in; a variable without a value is left visible, so that it is noticed. */
export function fillTemplate(text: string, values: TemplateValues): string {
  return text.replace(placeholder, (whole, name: string) => (values as Readonly<Record<string, string | undefined>>)[name] ?? whole);
}

/** Variables of a text that no call can fill. */
export function unknownVariables(text: string): readonly string[] {
  const known: readonly string[] = templateVariables;
  return [...text.matchAll(placeholder)].map((match) => match[1] ?? '').filter((name) => !known.includes(name));
}

/** How a patient is addressed after the name. */
export function titleOf(sex: Sex, ageYears: number | null): string {
  if (ageYears !== null && ageYears < 1) return '宝宝';
  if (ageYears !== null && ageYears < 14) return '小朋友';
  if (ageYears !== null && ageYears < 18) return '同学';
  return { male: '先生', female: '女士', unknown: '先生/女士' }[sex];
}

/** 2026-10-08 as it is said: 10月8日. */
export function spokenDate(date: string): string {
  return `${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;
}
