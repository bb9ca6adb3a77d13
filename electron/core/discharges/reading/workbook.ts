/** A workbook of any kind, and a page that calls itself one, read whole by SheetJS. */
import type { CellObject, DenseWorkSheet, WorkBook } from 'xlsx';
import { Refusal } from '../../../../shared/contract/errors.ts';
import type { Cell } from '../../../../shared/rules/import/text.ts';
import { decodeText } from './decodeText.ts';
import { columnLimit, damaged, rowLimit, tooManyRows, truncated } from './limits.ts';
import { type Table, tableOf } from './table.ts';

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

async function openWorkbook(bytes: Uint8Array, html: boolean): Promise<WorkBook> {
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
    return html ? read(decodeText(bytes).text, { ...options, type: 'string' }) : read(bytes, { ...options, type: 'array' });
  } catch (error) {
    if (/password|encrypt/i.test(said(error))) throw new Refusal('FILE_ENCRYPTED');
    throw damaged();
  }
}

/** A web page says where its table ends; one that was cut does not. */
function checkPage(bytes: Uint8Array): void {
  const { text } = decodeText(bytes);
  const [opened, closed] = [text.match(/<table[\s>]/gi), text.match(/<\/table>/gi)];
  if ((opened?.length ?? 0) > (closed?.length ?? 0)) throw truncated();
}

/** @throws Refusal FILE_TOO_LARGE, FILE_ENCRYPTED, FILE_UNREADABLE */
export async function workbookTables(bytes: Uint8Array, html: boolean): Promise<Table[]> {
  if (html) checkPage(bytes);
  const workbook = await openWorkbook(bytes, html);
  return workbook.SheetNames.flatMap((name) => {
    const data = (workbook.Sheets[name] as DenseWorkSheet | undefined)?.['!data'];
    if (!data || data.length === 0) return [];
    if (data.length > rowLimit) throw tooManyRows();
    const line = (index: number) => {
      const row = data[index];
      return row ? Array.from(row.slice(0, columnLimit), cellOf) : none;
    };
    return [tableOf(name, '', data.length, line)];
  });
}
