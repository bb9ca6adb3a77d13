/** Reads dBase and FoxPro tables (the HQMS upload file): fixed-length records after a header of fields. */
import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import type { Cell } from '../../../../shared/base/rules/text.ts';
import { damaged, rowLimit, tooManyRows, truncated } from './limits.ts';
import { type Table, tableOf } from './table.ts';

interface Field {
  readonly name: string;
  readonly type: string;
  readonly start: number;
  readonly length: number;
}

const versions: ReadonlySet<number> = new Set([0x02, 0x03, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8b, 0xcb, 0xf5, 0xfb]);
const fieldSize = 32;
const endOfFields = 0x0d;
const deleted = 0x2a;

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** By version, date of last change and the sizes in the header, which must fit one another. */
export function isDbf(bytes: Uint8Array): boolean {
  if (bytes.length < 66 || !versions.has(bytes[0] ?? 0)) return false;
  const [month = 0, day = 0] = [bytes[2], bytes[3]];
  const [header, record] = [viewOf(bytes).getUint16(8, true), viewOf(bytes).getUint16(10, true)];
  return month <= 12 && day <= 31 && header >= 65 && record >= 2 && /[CNDFLMITBYGV0+@]/.test(String.fromCharCode(bytes[43] ?? 0));
}

const brokenIn = (text: string) => text.split('\uFFFD').length - 1;

/**
 * Most Chinese systems write GBK, newer ones UTF-8; the header's mark of the code page is rarely set. Values cut at the
 * width of their field may end within a character.
 */
function decoderOf(bytes: Uint8Array, headerLength: number): { decoder: TextDecoder; encoding: string } {
  const sample = bytes.subarray(headerLength, headerLength + 500_000);
  const utf8 = new TextDecoder('utf-8');
  const gb18030 = new TextDecoder('gb18030');
  const isWhole = isUtf8(sample) && isUtf8(bytes.subarray(fieldSize, headerLength));
  const isBetter = () => brokenIn(utf8.decode(sample)) * 2 < brokenIn(gb18030.decode(sample));
  return isWhole || isBetter() ? { decoder: utf8, encoding: 'UTF-8' } : { decoder: gb18030, encoding: 'GB18030' };
}

function fieldsOf(bytes: Uint8Array, decoder: TextDecoder, headerLength: number): Field[] {
  const fields: Field[] = [];
  let start = 1;
  for (let at = fieldSize; at + fieldSize <= headerLength && bytes[at] !== endOfFields; at += fieldSize) {
    const name = bytes.subarray(at, at + 11);
    const end = name.indexOf(0);
    const length = bytes[at + 16] ?? 0;
    fields.push({
      name: decoder.decode(name.subarray(0, end < 0 ? 11 : end)).trim(),
      type: String.fromCharCode(bytes[at + 11] ?? 0),
      start,
      length,
    });
    start += length;
  }
  return fields;
}

const julianDayOf1970 = 2_440_588;
const civil = (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10);

function binary(type: string, view: DataView, at: number): Cell {
  if (type === 'I' || type === '+') return view.getInt32(at, true);
  if (type === 'B' || type === 'O') return view.getFloat64(at, true);
  if (type === 'Y') return Number(view.getBigInt64(at, true)) / 10_000;
  const day = view.getInt32(at, true);
  return day > 0 && day < 5_373_484 ? civil(day - julianDayOf1970) : null;
}

const binarySize: Readonly<Record<string, number>> = { I: 4, '+': 4, B: 8, O: 8, Y: 8, T: 8, '@': 8 };

/** @throws Refusal FILE_UNREADABLE, FILE_TOO_LARGE */
export function dbfTable(bytes: Uint8Array): Table {
  const view = viewOf(bytes);
  const [records, headerLength, recordLength] = [view.getUint32(4, true), view.getUint16(8, true), view.getUint16(10, true)];
  if (records > rowLimit) throw tooManyRows();
  if (bytes.length < headerLength + records * recordLength) throw truncated();
  const { decoder, encoding } = decoderOf(bytes, headerLength);
  const fields = fieldsOf(bytes, decoder, headerLength);
  const end = fields.reduce((sum, field) => sum + field.length, 1);
  if (fields.length === 0 || end > recordLength) throw damaged();
  const cell = ({ type, start, length }: Field, at: number): Cell => {
    if (binarySize[type] === length) return binary(type, view, at + start);
    if (type === 'M' || type === 'G' || type === 'P') return null;
    const text = decoder.decode(bytes.subarray(at + start, at + start + length)).replace(/[\0 ]+$/, '');
    return text === '' ? null : type === 'C' ? text : text.trim();
  };
  const header = fields.map((field) => field.name);
  const line = (index: number) => {
    if (index === 0) return header;
    const at = headerLength + (index - 1) * recordLength;
    return bytes[at] === deleted ? [] : fields.map((field) => cell(field, at));
  };
  return tableOf('', encoding, records + 1, line, { cutNames: true });
}
