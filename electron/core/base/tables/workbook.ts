/** Reads a workbook of any kind as a whole with SheetJS. */
import type { CellObject, DenseWorkSheet, Range, RowInfo, WorkBook } from 'xlsx';
import { Refusal } from '../../../../shared/base/contract/errors.ts';
import type { TextEncoding } from '../../../../shared/base/contract/words.ts';
import { civilDateOfCell } from '../../../../shared/base/rules/dates.ts';
import { isIdentifierFormat } from '../../../../shared/base/rules/numberFormat.ts';
import type { Cell } from '../../../../shared/base/rules/text.ts';
import { decodeText } from './decodeText.ts';
import { columnLimit, damaged, rowLimit, tooManyRows } from './limits.ts';
import { pageTables } from './page.ts';
import { type MergedDown, type Table, tableOf } from './table.ts';

const none: readonly Cell[] = [];

type Show = (format: string, value: number) => string;

/** A number as its cell shows it, where the format makes an identifier of it; digits that Excel has lost are not made up. */
function numberOf(value: number, format: unknown, show: Show): Cell {
  if (typeof format !== 'string' || value < 0 || value >= 1e15 || !Number.isInteger(value)) return value;
  return isIdentifierFormat(format) ? show(format, value) : value;
}

function cellOf(cell: CellObject | undefined, show: Show): Cell {
  const value = cell?.v;
  if (value === undefined || cell?.t === 'e') return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberOf(value, cell?.z, show);
  if (typeof value === 'boolean') return String(value);
  // Read with UTC: its UTC fields are the civil date of the sheet.
  return civilDateOfCell(value);
}

/** Of old workbooks that name no code page. */
const gbk = 936;

const said = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** @param text of a page or of Excel's XML; empty where the bytes are to be read */
async function openWorkbook(bytes: Uint8Array, text: string): Promise<WorkBook> {
  const { read, set_cptable } = await import('xlsx');
  const options = {
    dense: true,
    cellDates: true,
    UTC: true,
    cellFormula: false,
    cellHTML: false,
    cellText: false,
    // Formats of numbers, and which rows are hidden.
    cellStyles: true,
    raw: true,
    codepage: gbk,
  } as const;
  // Workbooks of Excel 95 name a code page.
  if (bytes[0] !== 0x50) set_cptable(await import('xlsx/dist/cpexcel.full.mjs'));
  try {
    return text === '' ? read(bytes, { ...options, type: 'array' }) : read(text, { ...options, type: 'string' });
  } catch (error) {
    if (/password|encrypt/i.test(said(error))) throw new Refusal('FILE_ENCRYPTED');
    throw damaged();
  }
}

/** Excel's own XML also begins like a page; it has worksheets. */
const isPage = (text: string) => !/<(?:\w+:)?workbook[\s>]/i.test(text.slice(0, 4_096));

/** What one sheet holds, as SheetJS hands it over. */
interface Grid {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly (readonly CellObject[] | undefined)[];
  readonly merged: readonly MergedDown[];
  readonly hiddenRows: ReadonlySet<number>;
}

function gridsOf({ SheetNames, Sheets, Workbook }: WorkBook): Grid[] {
  return SheetNames.flatMap((name, index) => {
    const sheet = Sheets[name] as DenseWorkSheet | undefined;
    const rows = sheet?.['!data'];
    if (!rows || rows.length === 0) return [];
    const merged = (sheet['!merges'] ?? []).flatMap(({ s, e }: Range) => (e.r > s.r ? [{ column: s.c, from: s.r + 1, to: e.r + 1 }] : []));
    const hiddenRows = new Set(((sheet['!rows'] ?? []) as (RowInfo | undefined)[]).flatMap((row, at) => (row?.hidden ? [at + 1] : [])));
    return [{ name, hidden: (Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0, rows, merged, hiddenRows }];
  });
}

/** @throws Refusal FILE_TOO_LARGE, FILE_ENCRYPTED, FILE_UNREADABLE */
export async function workbookTables(bytes: Uint8Array, html: boolean, chosen: TextEncoding | null = null): Promise<Table[]> {
  const { text, encoding } = html ? decodeText(bytes, chosen) : { text: '', encoding: '' };
  if (html && isPage(text)) return pageTables(text, encoding);
  const { SSF } = await import('xlsx');
  const show: Show = (format, value) => String(SSF.format(format, value));
  const book = await openWorkbook(bytes, text);
  const from1904 = book.Workbook?.WBProps?.date1904 ?? false;
  return gridsOf(book).map(({ name, hidden, rows, merged, hiddenRows }) => {
    if (rows.length > rowLimit) throw tooManyRows();
    const line = (index: number) => {
      const row = rows[index];
      return row ? Array.from(row.slice(0, columnLimit), (cell) => cellOf(cell, show)) : none;
    };
    return tableOf(name, '', rows.length, line, { hidden, merged, hiddenRows, from1904 });
  });
}
