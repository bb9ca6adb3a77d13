/** Every sheet of a file as lines of cells. Runs in the reading worker: it holds the processor for seconds. */
import type { CellObject, DenseWorkSheet, WorkBook } from 'xlsx';
import { Refusal } from '../../../../shared/contract/errors.ts';
import type { Cell } from '../../../../shared/rules/import/text.ts';
import { decodeText, separatorOf } from './decodeText.ts';
import { fileKindOf } from './fileKind.ts';
import type { Content } from './protocol.ts';

export interface Table {
  readonly sheet: string;
  readonly encoding: string;
  readonly lines: number;
  /** Cells of a line, from 0; empty where the sheet has none. */
  line(index: number): readonly Cell[];
}

const none: readonly Cell[] = [];

function cellOf(cell: CellObject | undefined): Cell {
  const value = cell?.v;
  if (value === undefined || cell?.t === 'e') return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return String(value);
  // Read with UTC: its UTC fields are the civil date of the sheet.
  return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(0, 10);
}

function sheetTable(name: string, sheet: DenseWorkSheet): Table {
  const data = sheet['!data'];
  return {
    sheet: name,
    encoding: '',
    lines: data.length,
    line(index) {
      const row = data[index];
      return row ? Array.from(row, cellOf) : none;
    },
  };
}

const said = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function openWorkbook(bytes: Uint8Array, html: boolean): Promise<WorkBook> {
  const { read, set_cptable } = await import('xlsx');
  const options = { dense: true, cellDates: true, UTC: true, cellFormula: false, cellHTML: false, cellText: false, raw: true } as const;
  // Workbooks of Excel 95 name a code page.
  if (bytes[0] !== 0x50) set_cptable(await import('xlsx/dist/cpexcel.full.mjs'));
  try {
    return html ? read(decodeText(bytes).text, { ...options, type: 'string' }) : read(bytes, { ...options, type: 'array' });
  } catch (error) {
    if (/password|encrypt/i.test(said(error))) throw new Refusal('FILE_ENCRYPTED');
    throw new Refusal('FILE_UNREADABLE', { detail: '内容已损坏，或不是完整的表格' });
  }
}

async function textTable(bytes: Uint8Array): Promise<Table> {
  const { default: papa } = await import('papaparse');
  const { text, encoding } = decodeText(bytes);
  if (text.trim() === '') throw new Refusal('FILE_EMPTY');
  const { data } = papa.parse<string[]>(text, { delimiter: separatorOf(text) });
  return { sheet: '', encoding, lines: data.length, line: (index) => data[index] ?? none };
}

/** @throws Refusal FILE_EMPTY, FILE_TOO_LARGE, FILE_ENCRYPTED, FILE_UNREADABLE */
export async function readTables(content: Content): Promise<Table[]> {
  if ('lines' in content) {
    const { lines } = content;
    return [{ sheet: '', encoding: '', lines: lines.length, line: (index) => lines[index] ?? none }];
  }
  const { bytes } = content;
  const kind = fileKindOf(bytes);
  if (kind === 'text') return [await textTable(bytes)];
  const workbook = await openWorkbook(bytes, kind === 'html');
  const tables = workbook.SheetNames.flatMap((name) => {
    const sheet = workbook.Sheets[name] as DenseWorkSheet | undefined;
    return sheet?.['!data'] && sheet['!data'].length > 0 ? [sheetTable(name, sheet)] : [];
  });
  if (tables.length === 0) throw new Refusal('FILE_EMPTY');
  return tables;
}
