/** Parses civil dates as hospital exports write them. */
import { type Cell, valueText } from './text.ts';

/** A date, nothing there, or something that is no date. */
export type DateReading = { readonly date: string } | 'empty' | 'unreadable';

const daysIn = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function fromParts(year: number, month: number, day: number): DateReading {
  const last = month === 2 && isLeap(year) ? 29 : (daysIn[month - 1] ?? 0);
  if (year < 1880 || year > 2199 || day < 1 || day > last) return 'unreadable';
  return { date: `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` };
}

/** Half a second: sums of fractions end a hair below the midnight that they mean. */
const hair = 0.5 / 86_400;

/** Excel's serial day (1900 system): 45356 is 2024-03-05; the fraction is the time of day. */
function fromSerial(serial: number): DateReading {
  const date = new Date(Date.UTC(1899, 11, 30) + Math.floor(serial + hair) * 86_400_000);
  return fromParts(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

const iso = /^(\d{4})-(\d\d)-(\d\d)$/;
const separated =
  /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s,].*|\d{1,2}[:时].*|(?:上午|下午|凌晨|早上|早晨|中午|晚上|[AaPp][Mm]).*)?$/;
const compact = /^(\d{4})(\d\d)(\d\d)(?:\s?\d{2}:?\d{2}(:?\d{2})?(\.\d+)?)?$/;
const serialText = /^\d{5}(\.\d+)?$/;
/** SQL Server as text: Mar  5 2024 12:00AM. */
const monthFirst = /^([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})\b/;
/** Oracle as text: 05-MAR-24, 05-3月 -24, 05-MAR-2024. */
const dayFirst = /^(\d{1,2})-([A-Za-z]{3}|\d{1,2}月)\s*-(\d{4}|\d\d)\b/;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthOf = (word: string) => (/^\d/.test(word) ? Number.parseInt(word, 10) : months.indexOf(word.toLowerCase()) + 1);
/** Years of two digits stand in Oracle's texts only: up to 79 of this century. */
const yearOf = (digits: string) => (digits.length === 4 ? Number(digits) : Number(digits) + (Number(digits) < 80 ? 2_000 : 1_900));
/** Dates databases write for "none". */
const none = /^(?:0000|1899|1900-?0?1-?0?[01]\b)/;

/**
 * Reads 2024-03-05, 2024/3/5, 2024.3.5, 2024年3月5日, 20240305, 20240305143000, any of them with a time, Excel serial
 * days, and what SQL Server (Mar  5 2024) and Oracle (05-MAR-24, 05-3月 -24) write as text. Orders that cannot be told apart (3/5/2024) are unreadable.
 */
export function readDate(cell: Cell): DateReading {
  // The shape most cells have, ahead of all others: an import reads hundreds of thousands of dates.
  const plain = typeof cell === 'string' ? iso.exec(cell) : null;
  if (plain && !none.test(plain[0])) return fromParts(Number(plain[1]), Number(plain[2]), Number(plain[3]));
  const text = valueText(cell);
  if (text === '' || text === '0' || none.test(text)) return 'empty';
  const match = separated.exec(text) ?? compact.exec(text);
  if (match) return fromParts(Number(match[1]), Number(match[2]), Number(match[3]));
  const named = monthFirst.exec(text);
  if (named) return fromParts(Number(named[3]), monthOf(named[1] ?? ''), Number(named[2]));
  const oracle = dayFirst.exec(text);
  if (oracle) return fromParts(yearOf(oracle[3] ?? ''), monthOf(oracle[2] ?? ''), Number(oracle[1]));
  if (serialText.test(text)) return fromSerial(Number(text));
  return 'unreadable';
}

/** The civil date of a moment whose UTC fields are those of the sheet; a hair below midnight is the day that begins. */
export function civilDateOfCell(moment: Date): string | null {
  const rounded = new Date(moment.getTime() + 500);
  return Number.isNaN(rounded.getTime()) ? null : rounded.toISOString().slice(0, 10);
}

/** Days by which the serials of a workbook that counts from 1904 are behind those that count from 1900. */
export const daysTo1904 = 1_462;
