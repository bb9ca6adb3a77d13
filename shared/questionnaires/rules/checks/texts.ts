/** Checks shared by all texts of a questionnaire. */

import { advice, type Finding, fault, type Place } from '../findings.ts';
import { unknownVariables } from '../templates.ts';

export const blank = (text: string | undefined): boolean => (text ?? '').trim() === '';

/** What is left of a text beside its well-written variables holds no brace. */
const looseBrace = (text: string) => /[{}｛｝]/.test(text.replaceAll(/\{[a-zA-Z]+\}/g, ''));

/** Variables of a spoken template. */
export function checkTemplate(place: Place, text: string): Finding[] {
  const unknown = [...new Set(unknownVariables(text))];
  return [
    ...unknown.map((name) => fault(place, `没有“{${name}}”这个变量，通话时会原样念出来。`)),
    ...(looseBrace(text) ? [fault(place, '有写错的大括号：变量要用半角括号完整写成 {name} 的样子。')] : []),
  ];
}

/** Texts that are read as they stand. */
export function checkPlain(place: Place, text: string | undefined): Finding[] {
  return /[{}｛｝]/.test(text ?? '') ? [fault(place, '这里不能用变量，大括号会原样念出来。')] : [];
}

/** The number of characters that are said in one breath. */
const oneBreath = 45;

export function checkBreath(place: Place, text: string): Finding[] {
  const length = [...text.trim()].length;
  return length > oneBreath ? [advice(place, `有 ${length} 个字，电话里一口气说不完，建议不超过 ${oneBreath} 字。`)] : [];
}

/** Indexes of entries whose key stood earlier already; blank keys are no duplicates. */
export function repeated(keys: readonly string[]): readonly number[] {
  return keys.flatMap((key, index) => (key.trim() !== '' && keys.indexOf(key) < index ? [index] : []));
}
