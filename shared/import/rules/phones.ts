/** Parses phone cells: several numbers, notes, extensions, area codes, lost leading zeros. */

import { type Cell, isShortened, valueText } from '../../base/rules/text.ts';
import type { StayPhone } from '../../discharges/rules/stay.ts';
import { areaCodeOf } from './areaCodes.ts';

export interface PhoneReading {
  readonly phones: readonly StayPhone[];
  /** Why something in the cell cannot be dialled; it never holds the number. */
  readonly warnings: readonly string[];
}

const nothingWrong: readonly string[] = [];

const mobile = /^1[3-9]\d{9}$/;
const local = /^[2-8]\d{6,7}$/;
/** What stands behind an area code; eight digits where the code has three. */
function isLandline(digits: string): boolean {
  const code = areaCodeOf(digits);
  return code !== undefined && local.test(digits.slice(code.length)) && (code.length === 4 || digits.length === 11);
}
const service = /^[48]00\d{7}$/;

type Dialable = Pick<StayPhone, 'number' | 'kind'>;

function classify(digits: string): Dialable | undefined {
  if (/^(\d)\1+$/.test(digits)) return undefined;
  if (mobile.test(digits)) return { number: digits, kind: 'mobile' };
  if (isLandline(digits) || local.test(digits) || service.test(digits)) return { number: digits, kind: 'landline' };
  return undefined;
}

/** The number as dialled: country code and trunk zero off a mobile, a lost leading zero back on a landline. */
function dialable(digits: string): Dialable | undefined {
  const direct = classify(digits);
  if (direct) return direct;
  const national = digits.replace(/^(?:00)?86/, '');
  if (national !== digits) {
    const found = classify(national) ?? classify(`0${national}`);
    if (found) return found;
  }
  if (/^0+1[3-9]\d{9}$/.test(digits)) return { number: digits.replace(/^0+/, ''), kind: 'mobile' };
  return digits.length >= 10 && !digits.startsWith('0') ? classify(`0${digits}`) : undefined;
}

/** 1.3812345678E+10 still has all its digits; 1.38E+10 has lost them. */
function expand(text: string): string | undefined {
  const match = /^(\d)\.?(\d*)e\+?(\d{1,2})$/i.exec(text);
  if (!match) return text;
  const [, lead = '', fraction = '', exponent = '0'] = match;
  return fraction.length + 2 >= Number(exponent) ? (lead + fraction).padEnd(Number(exponent) + 1, '0') : undefined;
}

const separators = /[/\\、,;|&~]+|(?<=\d)\s*[或和及]\s*(?=\D{0,4}\d)/;
const filler = /手机号?码?|电话号?码?|联系|家里|家庭|宅电|座机|固话|转$/g;
const extensionMark = /(?:转|分机|ext\.?|[x#*])\s*(\d{1,6})\s*$/i;
/** A mobile, or a landline with its area code, however its digits are grouped. */
const written = /(?<!\d)(?:\+?(?:00)?86[\s-]*)?(?:1[3-9]\d{9}|1[3-9]\d(?:[\s-]\d{4}){2}|\(?0\d{2,3}[\s)-]*\d{7,8})(?!\d)/g;

/** What people write beside a number, without punctuation. */
const noteOf = (words: string) =>
  words
    .trim()
    .replace(filler, ' ')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 12);

interface Part {
  readonly digits: string;
  readonly extension: string;
  readonly note: string;
}

/** One number with its extension and the words around it. */
function partOf(text: string): Part {
  const extended = extensionMark.exec(text);
  const body = extended ? text.slice(0, extended.index) : text;
  const dashed = extended ? null : /^(.*\d{7,8})\s*-\s*(\d{1,5})\s*$/.exec(body.replace(/^\s*(0\d{2,3})\s*[-)]\s*/, '$1'));
  const main = dashed?.[1] && dialable(dashed[1].replace(/\D/g, '')) ? dashed[1] : body;
  return {
    digits: main.replace(/\D/g, ''),
    extension: extended?.[1] ?? (main === body ? '' : (dashed?.[2] ?? '')),
    note: noteOf(main.replace(/\d/g, '')),
  };
}

/** A second landline written by its last digits (0571-88005501/5502), or without the area code that stands before the first. */
function completed(piece: string, before: StayPhone | undefined): string {
  const digits = piece.trim();
  if (before?.kind !== 'landline' || !/^\d{4}$|^\d{7,8}$/.test(digits)) return piece;
  const area = areaCodeOf(before.number) ?? '';
  if (digits.length === 4) return before.number.slice(0, -4) + digits;
  return local.test(digits) && digits.length === before.number.length - area.length ? area + digits : piece;
}

/** Digits beside a number that could be a number themselves; a few are a note: 15天后打. */
const strayNumber = /\d{5,}/;

/**
 * Several numbers in one piece, or one among words with digits: 138 1234 5678（儿子） 139 1234 5678（女儿）. Words belong to
 * the number before them; where the piece begins with words, to the number after them.
 */
function partsAmong(text: string): { readonly parts: readonly Part[]; readonly stray: boolean } {
  const numbers = [...text.matchAll(written)];
  const gaps = [0, ...numbers.map(({ 0: number, index }) => index + number.length)].map((from, at) => text.slice(from, numbers[at]?.index));
  const leading = noteOf(gaps[0] ?? '') !== '';
  const extensionOf = (gap: string) => /^\s*(?:转|分机|ext\.?|[x#*-])\s*(\d{1,6})(?!\d)/i.exec(gap);
  const parts = numbers.map(({ 0: number }, at): Part => {
    const after = gaps[at + 1] ?? '';
    const extended = extensionOf(after);
    const words = leading ? (gaps[at] ?? '') : after;
    const rest = leading ? words.slice(extensionOf(words)?.[0].length ?? 0) : words.slice(extended?.[0].length ?? 0);
    return { digits: number.replace(/\D/g, ''), extension: extended?.[1] ?? '', note: rest.search(strayNumber) >= 0 ? '' : noteOf(rest) };
  });
  return { parts, stray: gaps.some((gap) => gap.slice(extensionOf(gap)?.[0].length ?? 0).search(strayNumber) >= 0) };
}

/** What a number that cannot be dialled lacks, as far as it can be told; never the number itself. */
function lackOf(digits: string): string {
  if (/^(\d)\1+$/.test(digits)) return '号码无法拨打';
  if (/^1[3-9]\d{8}$/.test(digits)) return '手机号少一位';
  if (/^[3-9]\d{9}$/.test(digits)) return '号码少一位：像是少了开头 1 的手机号，或区号不对的座机';
  if (/^1[3-9]\d{10}$/.test(digits)) return '手机号多一位';
  if (/^0\d{9,11}$/.test(digits) && areaCodeOf(digits) === undefined) return '座机的区号不存在';
  return '号码无法拨打';
}

/** The numbers of a piece; `failed` where digits are left that cannot be dialled. */
function partsOf(text: string): { readonly parts: readonly Part[]; readonly failed: string | null } {
  const count = text.match(written)?.length ?? 0;
  const whole = count > 1 ? [] : pieces(text).map(partOf);
  const undialable = whole.find(({ digits }) => digits !== '' && !dialable(digits));
  if (count > 1 || (count === 1 && undialable)) {
    const { parts, stray } = partsAmong(text);
    const bad = parts.find(({ digits }) => !dialable(digits));
    return { parts, failed: bad ? lackOf(bad.digits) : stray ? '号码无法拨打' : null };
  }
  return { parts: whole.filter(({ digits }) => digits === '' || dialable(digits)), failed: undialable ? lackOf(undialable.digits) : null };
}

/** Numbers run together or only spaced apart: 1381234567813912345678, 13812345678 13912345678. */
function pieces(text: string): string[] {
  const digits = text.replace(/\D/g, '');
  if (digits.length <= 13) return [text];
  if (/^\s*1\d{10}1\d{10}\s*$/.test(text)) return [digits.slice(0, 11), digits.slice(11)];
  const bySpace = text.trim().split(/\s+/);
  const allDial = bySpace.length > 1 && bySpace.every((piece) => !/\d/.test(piece) || dialable(piece.replace(/\D/g, '')));
  return allDial ? bySpace : [text];
}

/**
 * Reads every number of a cell.
 * @param relation whose numbers they are where the cell does not say
 */
export function readPhones(cell: Cell, relation: string): PhoneReading {
  if (typeof cell === 'string' && mobile.test(cell))
    return { phones: [{ number: cell, kind: 'mobile', extension: '', relation }], warnings: nothingWrong };
  const text = valueText(cell).replace(/^(\d+)\.0+$/, '$1');
  if (text === '') return { phones: [], warnings: [] };
  const plain = dialable(text);
  if (plain) return { phones: [{ ...plain, extension: '', relation }], warnings: [] };
  if (isShortened(text)) return readExpanded(text, relation);
  const phones: StayPhone[] = [];
  const lacks = new Set<string>();
  for (const piece of text.split(separators)) {
    const { parts, failed } = partsOf(completed(piece, phones.at(-1)));
    if (failed !== null) lacks.add(failed);
    for (const { digits, extension, note } of parts) {
      const number = dialable(digits);
      if (number) phones.push({ ...number, extension, relation: note || relation });
      else if (note !== '') noteForLast(phones, note);
    }
  }
  if (lacks.size > 0) return { phones, warnings: [...lacks] };
  return { phones, warnings: phones.length === 0 ? ['电话栏没有号码'] : nothingWrong };
}

/** A note after the number it belongs to, in a piece of its own: 13812345678 （儿子）. */
function noteForLast(phones: StayPhone[], note: string): void {
  const last = phones.pop();
  if (last) phones.push({ ...last, relation: note });
}

function readExpanded(text: string, relation: string): PhoneReading {
  const digits = expand(text);
  const found = digits === undefined ? undefined : dialable(digits);
  if (!found) return { phones: [], warnings: ['号码变成科学计数法，后几位已丢失'] };
  return { phones: [{ ...found, extension: '', relation }], warnings: [] };
}
