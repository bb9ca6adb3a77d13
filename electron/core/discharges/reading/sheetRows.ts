/**
 * An .xlsx of the shape Excel and WPS write, read row by row by hucre: half of SheetJS's time, and the rows need no memory
 * at once. Every other workbook is left to SheetJS, which reads all kinds and forgives more.
 */
import type { StreamRow } from 'hucre/xlsx';
import { Refusal } from '../../../../shared/contract/errors.ts';
import type { Cell } from '../../../../shared/rules/import/text.ts';
import { columnLimit, damaged, rowLimit, tooManyRows } from './limits.ts';
import { type Line, linesPerPortion, type MergedDown, type Table } from './table.ts';
import { unpack, type Zip, type ZipEntry } from './zip.ts';

interface Sheet {
  readonly name: string;
  readonly part: ZipEntry;
  readonly hidden: boolean;
}

async function textOf(zip: Zip, entry: ZipEntry): Promise<string> {
  const pieces: Uint8Array[] = [];
  await unpack(zip, entry, (piece) => pieces.push(piece) > 0);
  return Buffer.concat(pieces).toString('utf8');
}

const elements = (xml: string, name: string) => xml.match(new RegExp(`<(?:\\w+:)?${name}\\s[^>]*>`, 'g')) ?? [];
/** Undefined also where it is quoted or escaped in another way. */
const attribute = (element: string, name: string) => new RegExp(`\\s${name}="([^"&]*)"`).exec(element)?.[1];

/** The worksheets in their order; undefined where a name or a part is not the usual one. */
async function usualSheets(zip: Zip): Promise<Sheet[] | undefined> {
  const partOf = (name: string) => zip.entries.get(name.toLowerCase());
  const [workbook, relations] = [partOf('xl/workbook.xml'), partOf('xl/_rels/workbook.xml.rels')];
  if (!workbook || !relations) return undefined;
  const parts = new Map<string, ZipEntry>();
  for (const relation of elements(await textOf(zip, relations), 'Relationship')) {
    const [id, target = ''] = [attribute(relation, 'Id'), attribute(relation, 'Target')];
    const name = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    const part = partOf(name);
    // Strings or styles under a name in other letters would silently be missing.
    if (id === undefined || (part && part.name !== name)) return undefined;
    if (part) parts.set(id, part);
  }
  const sheets: Sheet[] = [];
  for (const element of elements(await textOf(zip, workbook), 'sheet')) {
    const [name, part] = [attribute(element, 'name'), parts.get(attribute(element, 'r:id') ?? '')];
    if (name === undefined || !part) return undefined;
    sheets.push({ name, part, hidden: attribute(element, 'state')?.endsWith('idden') ?? false });
  }
  return sheets;
}

/** About how many rows a sheet has, by those in its beginning. */
async function rowsIn(zip: Zip, part: ZipEntry): Promise<number> {
  let rows = 0;
  await unpack(zip, part, (piece) => {
    const counted = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
      .toString('latin1')
      .match(/<(?:\w+:)?row[\s>/]/g);
    rows = ((counted?.length ?? 0) / piece.length) * part.unpacked;
    return rows === 0;
  });
  return rows;
}

/** What a formula that failed leaves in its cell. */
const failures: ReadonlySet<string> = new Set(['#N/A', '#REF!', '#VALUE!', '#DIV/0!', '#NAME?', '#NULL!', '#NUM!']);

function cellOf(value: StreamRow['values'][number]): Cell {
  if (typeof value === 'string') return failures.has(value) ? null : value;
  if (value === null || typeof value === 'number') return value;
  if (typeof value === 'boolean') return String(value);
  // Its UTC fields are the civil date of the sheet.
  return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(0, 10);
}

async function nextLines(rows: AsyncIterator<StreamRow>): Promise<Line[]> {
  const lines: Line[] = [];
  while (lines.length < linesPerPortion) {
    const { value, done } = await rows.next();
    if (done === true) break;
    if (value.index >= rowLimit) throw tooManyRows();
    const cells = value.values.slice(0, columnLimit).map(cellOf);
    // Rows that are only formatted are many in some files, and nobody's.
    if (cells.some((cell) => cell !== null)) lines.push({ row: value.index + 1, cells });
  }
  return lines;
}

/** Its beginning is held; it can be looked at before it is read to its end, once. */
function tableFrom(
  look: Pick<Table, 'sheet' | 'hidden' | 'merged'>,
  beginning: readonly Line[],
  rows: AsyncIterator<StreamRow>,
  about: number,
): Table {
  return {
    ...look,
    encoding: '',
    async read(take) {
      for (let lines = beginning; lines.length > 0; ) {
        if (take(lines, Math.min(1, (lines.at(-1)?.row ?? 0) / about)) === false) return;
        lines = await nextLines(rows).catch((error: unknown) => {
          throw error instanceof Refusal ? error : damaged();
        });
      }
    },
  };
}

/**
 * The tables of a checked zip; undefined where SheetJS is to read it.
 * @param mergedIn the merged cells of a sheet's part
 */
export async function sheetRows(zip: Zip, mergedIn: (part: ZipEntry) => readonly MergedDown[]): Promise<Table[] | undefined> {
  const sheets = await usualSheets(zip);
  if (!sheets) return undefined;
  const { streamXlsxRows } = await import('hucre/xlsx');
  const tables: Table[] = [];
  for (const { name, part, hidden } of sheets) {
    const about = await rowsIn(zip, part);
    if (about === 0) continue;
    const rows = streamXlsxRows(zip.bytes, { sheet: name });
    tables.push(tableFrom({ sheet: name, hidden, merged: mergedIn(part) }, await nextLines(rows), rows, about));
  }
  return tables;
}
