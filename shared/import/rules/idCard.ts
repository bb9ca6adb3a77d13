/** Validates resident identity numbers (GB 11643-1999). */
import type { Sex } from '../../base/contract/words.ts';
import { readDate } from '../../base/rules/dates.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

function checkCharacter(seventeen: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(seventeen[index]), 0);
  return '10X98765432'[sum % 11] ?? '';
}

/** Whether the 18 characters are a number that can exist: date of birth and check character fit. */
export function isIdCard(number: string): boolean {
  if (!/^\d{17}[\dX]$/.test(number)) return false;
  return typeof readDate(number.slice(6, 14)) === 'object' && checkCharacter(number.slice(0, 17)) === number[17];
}

/** 18 characters (15-digit numbers extended), the last four of a masked number, or undefined where it is none. */
export function readIdCard(text: string): string | undefined {
  const compact = text.replace(/[\s-]/g, '').toUpperCase();
  const masked = /^[\dX]{0,6}\*+(\d{3}[\dX])$/.exec(compact);
  if (masked) return masked[1];
  const seventeen = /^\d{15}$/.test(compact) ? `${compact.slice(0, 6)}19${compact.slice(6)}` : '';
  const full = seventeen === '' ? compact : seventeen + checkCharacter(seventeen);
  return isIdCard(full) ? full : undefined;
}

/** Birth date and sex as a valid 18-character number says them. */
export function personOf(number: string): { readonly birthDate: string; readonly sex: Sex } {
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  return { birthDate: birth, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' };
}

/** A text with every identity number in it hidden but for its last four characters. */
export function hideIdCards(text: string): string {
  if (text.length < 15) return text;
  return text.replace(/(?<!\d)\d{14}(?:\d|\d{3}[\dXx])(?!\d)/g, (found) => `${'*'.repeat(found.length - 4)}${found.slice(-4)}`);
}
