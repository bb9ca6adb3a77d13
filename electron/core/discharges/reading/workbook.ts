/** A workbook of any kind, and a page that calls itself one, read whole by SheetJS. */
import type { CellObject, DenseWorkSheet, Range, WorkBook } from 'xlsx';
import { Refusal } from '../../../../shared/contract/errors.ts';
import type { Cell } from '../../../../shared/rules/import/text.ts';
import { decodeText } from './decodeText.ts';
import { columnLimit, damaged, rowLimit, tooManyRows, truncated, unreadable } from './limits.ts';
import { type MergedDown, type Table, tableOf } from './table.ts';

const none: readonly Cell[] = [];

function cellOf(cell: CellObject | undefined): Cell {
  const value = cell?.v;
  if (value === undefined || cell?.t === 'e') return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return String(value);
  // Read with UTC: its UTC fields are the civil date of the sheet.
  return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(0, 10);
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

/** A web page says where its table ends; one that was cut does not. */
function checkPage(text: string): void {
  const [opened, closed] = [text.match(/<table[\s>]/gi), text.match(/<\/table>/gi)];
  if (!opened) throw unreadable('这是网页，里面没有表格，可能是医院系统的登录已过期');
  if (opened.length > (closed?.length ?? 0)) throw truncated();
}

/** What one sheet holds, as SheetJS hands it over. */
interface Grid {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly (readonly CellObject[] | undefined)[];
  readonly merged: readonly MergedDown[];
}

function gridsOf({ SheetNames, Sheets, Workbook }: WorkBook): Grid[] {
  return SheetNames.flatMap((name, index) => {
    const sheet = Sheets[name] as DenseWorkSheet | undefined;
    const rows = sheet?.['!data'];
    if (!rows || rows.length === 0) return [];
    const merged = (sheet['!merges'] ?? []).flatMap(({ s, e }: Range) => (e.r > s.r ? [{ column: s.c, from: s.r + 1, to: e.r + 1 }] : []));
    return [{ name, hidden: (Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0, rows, merged }];
  });
}

/** The tables of a page below one another, as Excel opens it: exports begin a new one for every printed page. */
function onOneSheet(grids: readonly Grid[]): Grid[] {
  const [first] = grids;
  if (!first || grids.length === 1) return [...grids];
  let above = 0;
  const merged = grids.flatMap((grid) => {
    const moved = grid.merged.map(({ column, from, to }) => ({ column, from: from + above, to: to + above }));
    above += grid.rows.length;
    return moved;
  });
  return [{ ...first, rows: grids.flatMap(({ rows }) => rows), merged }];
}

/** @throws Refusal FILE_TOO_LARGE, FILE_ENCRYPTED, FILE_UNREADABLE */
export async function workbookTables(bytes: Uint8Array, html: boolean): Promise<Table[]> {
  const text = html ? decodeText(bytes).text : '';
  const page = html && isPage(text);
  if (page) checkPage(text);
  const grids = gridsOf(await openWorkbook(bytes, text));
  return (page ? onOneSheet(grids) : grids).map(({ name, hidden, rows, merged }) => {
    if (rows.length > rowLimit) throw tooManyRows();
    const line = (index: number) => {
      const row = rows[index];
      return row ? Array.from(row.slice(0, columnLimit), cellOf) : none;
    };
    return tableOf(name, '', rows.length, line, { hidden, merged });
  });
}
