/** Phone cells: several numbers, notes, extensions, area codes, lost zeros. */
import type { StayPhone } from './stay.ts';
import { type Cell, isShortened, valueText } from './text.ts';

export interface PhoneReading {
  readonly phones: readonly StayPhone[];
  /** Why something in the cell cannot be dialled; it never holds the number. */
  readonly warnings: readonly string[];
}

const nothingWrong: readonly string[] = [];

const mobile = /^1[3-9]\d{9}$/;
const local = /^[2-8]\d{6,7}$/;
/** Area code (010, 02x, or 0 and three digits) and the local number. */
const landline = /^(?:010[2-8]\d{7}|02[0-57-9][2-8]\d{7}|0[3-9]\d{2}[2-8]\d{6,7})$/;
const service = /^[48]00\d{7}$/;

type Dialable = Pick<StayPhone, 'number' | 'kind'>;

function classify(digits: string): Dialable | undefined {
  if (/^(\d)\1+$/.test(digits)) return undefined;
  if (mobile.test(digits)) return { number: digits, kind: 'mobile' };
  if (landline.test(digits) || local.test(digits) || service.test(digits)) return { number: digits, kind: 'landline' };
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

const separators = /[/、,;|]+|(?<=\d)\s*[或和及]\s*(?=\D{0,4}\d)/;
const filler = /手机号?码?|电话号?码?|联系|家里|家庭|宅电|座机|固话|[:：()[\]（）【】<>]/g;
const extensionMark = /(?:转|分机|ext\.?|[x#*])\s*(\d{1,6})\s*$/i;

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
  const words = main.replace(filler, ' ').replace(/[\d+\-.\s]/g, '');
  return {
    digits: main.replace(/\D/g, ''),
    extension: extended?.[1] ?? (main === body ? '' : (dashed?.[2] ?? '')),
    note: words.slice(0, 12),
  };
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
  let failed = false;
  for (const piece of text.split(separators).flatMap(pieces)) {
    const part = partOf(piece);
    const found = dialable(part.digits);
    if (found) phones.push({ ...found, extension: part.extension, relation: part.note || relation });
    else if (part.digits !== '') failed = true;
    else if (part.note !== '') noteForLast(phones, part.note);
  }
  const warnings = failed ? ['号码无法拨打'] : phones.length === 0 ? ['电话栏没有号码'] : [];
  return { phones, warnings };
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
