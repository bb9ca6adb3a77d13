/** Rows out of a worksheet's XML, as it arrives. */
import type { Cell } from '../../../../shared/rules/import/text.ts';
import { columnLimit, damaged, rowLimit, tooManyRows } from './limits.ts';
import type { Line } from './table.ts';
import { runText, xmlText } from './xml.ts';

export interface CellMeanings {
  readonly strings: readonly string[];
  /** Whether the cell style of this index shows a number as a date. */
  readonly dateStyles: readonly boolean[];
  readonly from1904: boolean;
}

/** A row of a real sheet is far below this; what is above is no sheet. */
const longestRow = 1 << 26;
const slash = 47;

/** Civil dates of Excel's serial days; a file names few of them, many times. */
function dateReader(from1904: boolean): (serial: number) => Cell {
  const known = new Map<number, Cell>();
  return (serial) => {
    const day = Math.floor(serial) + (from1904 ? 1_462 : 0);
    const before = known.get(day);
    if (before !== undefined) return before;
    const date = new Date(Date.UTC(1899, 11, 30) + day * 86_400_000);
    const text = Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
    known.set(day, text);
    return text;
  };
}

/** Index of the column in a reference (B7 → 1); -1 where it has no letters. */
function columnOf(text: string, from: number): number {
  let column = 0;
  for (let at = from; at < from + 4; at += 1) {
    const code = text.charCodeAt(at) & 0xdf;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

/** Takes the XML in pieces and gives the rows that are whole. */
export class SheetScanner {
  /** Whether the end of the sheet was seen; without it the sheet is cut. */
  closed = false;
  private rest = '';
  private row = 0;
  private prefix: string | undefined;
  private readonly meanings: CellMeanings;
  private readonly dateOf: (serial: number) => Cell;

  constructor(meanings: CellMeanings) {
    this.meanings = meanings;
    this.dateOf = dateReader(meanings.from1904);
  }

  /** @throws Refusal FILE_UNREADABLE, FILE_TOO_LARGE */
  push(piece: string): Line[] {
    const text = this.rest + piece;
    this.prefix ??= /<(\w+:)?worksheet[\s>]/.exec(text)?.[1] ?? (text.includes('<worksheet') ? '' : undefined);
    const prefix = this.prefix;
    if (prefix === undefined) {
      if (text.length > longestRow) throw damaged();
      this.rest = text;
      return [];
    }
    this.closed ||= text.includes(`</${prefix}worksheet>`);
    const closing = `</${prefix}row>`;
    const last = text.lastIndexOf(closing);
    if (last < 0) {
      if (text.length > longestRow) throw damaged();
      this.rest = text;
      return [];
    }
    const end = last + closing.length;
    const lines = this.rows(text, end, `<${prefix}row`, closing, prefix);
    this.rest = text.slice(end);
    return lines;
  }

  private rows(text: string, end: number, opening: string, closing: string, prefix: string): Line[] {
    const lines: Line[] = [];
    for (let at = text.indexOf(opening); at >= 0 && at < end; ) {
      const tagEnd = text.indexOf('>', at);
      const tag = text.slice(at + opening.length, tagEnd);
      const number = /\sr="(\d+)"/.exec(tag)?.[1];
      this.row = number === undefined ? this.row + 1 : Number(number);
      if (this.row > rowLimit) throw tooManyRows();
      if (text.charCodeAt(tagEnd - 1) === slash) {
        at = text.indexOf(opening, tagEnd);
        continue;
      }
      const rowEnd = text.indexOf(closing, tagEnd);
      const cells = this.cells(text, tagEnd + 1, rowEnd, prefix);
      if (cells.length > 0) lines.push({ row: this.row, cells });
      at = text.indexOf(opening, rowEnd);
    }
    return lines;
  }

  private cells(text: string, from: number, to: number, prefix: string): Cell[] {
    const opening = `<${prefix}c`;
    const closing = `</${prefix}c>`;
    const valueMark = `<${prefix}v`;
    const cells: Cell[] = [];
    let at = text.indexOf(opening, from);
    while (at >= 0 && at < to) {
      const tagEnd = text.indexOf('>', at);
      let column = cells.length;
      let style = 0;
      let type = '';
      for (let place = at + opening.length; place < tagEnd; ) {
        const equals = text.indexOf('="', place);
        if (equals < 0 || equals >= tagEnd) break;
        const valueEnd = text.indexOf('"', equals + 2);
        const name = text.charCodeAt(equals - 1);
        const isOne = text.charCodeAt(equals - 2) <= 32;
        if (isOne && name === 114) column = columnOf(text, equals + 2);
        else if (isOne && name === 115) style = Number(text.slice(equals + 2, valueEnd));
        else if (isOne && name === 116) type = text.slice(equals + 2, valueEnd);
        place = valueEnd + 1;
      }
      if (text.charCodeAt(tagEnd - 1) === slash) {
        at = text.indexOf(opening, tagEnd);
        continue;
      }
      const end = text.indexOf(closing, tagEnd);
      if (end < 0 || end > to) throw damaged();
      if (column >= 0 && column < columnLimit) {
        const value = this.value(text, tagEnd + 1, end, valueMark, type, style);
        if (value !== null) {
          while (cells.length < column) cells.push(null);
          cells[column] = value;
        }
      }
      at = text.indexOf(opening, end + closing.length);
    }
    return cells;
  }

  private value(text: string, from: number, to: number, valueMark: string, type: string, style: number): Cell {
    if (type === 'inlineStr') return runText(text.slice(from, to));
    let start = text.startsWith(valueMark, from) ? from : text.indexOf(valueMark, from);
    if (start < 0 || start >= to) return null;
    start = text.indexOf('>', start) + 1;
    const end = text.indexOf('<', start);
    if (end < 0 || end > to) return null;
    const raw = text.slice(start, end);
    if (type === 's') {
      const found = this.meanings.strings[Number(raw)];
      if (found === undefined) throw damaged();
      return found;
    }
    if (type === '' || type === 'n') return this.numeric(raw, style);
    if (type === 'str') return xmlText(raw);
    if (type === 'd') return raw.slice(0, 10);
    if (type === 'b') return raw === '1' ? 'true' : 'false';
    return null;
  }

  private numeric(raw: string, style: number): Cell {
    const number = Number(raw);
    if (raw === '' || !Number.isFinite(number)) return null;
    return this.meanings.dateStyles[style] === true ? this.dateOf(number) : number;
  }
}
