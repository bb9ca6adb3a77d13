/** Classifies a search text by its form: name, initials, inpatient number or phone digits. */

import { foldWidth } from '../../../shared/base/rules/text.ts';
import { nameKeyOf } from '../../../shared/discharges/rules/stay.ts';

/** A stored column that begins with the text. `stay_key` begins with the inpatient number, or the record number where there is none. */
export interface ByBeginning {
  readonly by: 'name_key' | 'pinyin' | 'stay_key';
  readonly beginning: string;
}

/** A phone by its last digits, four or more; `beginning` too where a masked number was given: 138****5678. */
export interface ByPhone {
  readonly by: 'phone';
  readonly ending: string;
  readonly beginning: string;
}

export type Sought = ByBeginning | ByPhone;

function phoneOf(text: string): ByPhone[] {
  const digits = text.replace(/[\s()-]/g, '').replace(/^(\+86|86(?=1\d{10}$))/, '');
  const masked = /^(\d*)\*+(\d{4})$/.exec(digits);
  if (masked) return [{ by: 'phone', ending: masked[2] ?? '', beginning: masked[1] ?? '' }];
  return /^\d{4,}$/.test(digits) ? [{ by: 'phone', ending: digits, beginning: '' }] : [];
}

/**
 * All searches that the text may mean; their results are united. Letters without a digit are a name or its initials, never the letters that
 * every inpatient number begins with.
 */
export function soughtBy(search: string): Sought[] {
  const text = foldWidth(search).trim();
  const key = nameKeyOf(text);
  if (key === '') return [];
  if (/[^\x21-\x7e]/.test(key)) return [{ by: 'name_key', beginning: key }];
  if (!/\d/.test(text))
    return [
      { by: 'pinyin', beginning: key },
      { by: 'name_key', beginning: key },
    ];
  const number = text.replace(/\s/g, '');
  const numbers = [...new Set([number, number.toUpperCase()])];
  return [...numbers.map((beginning) => ({ by: 'stay_key' as const, beginning })), ...phoneOf(text)];
}
