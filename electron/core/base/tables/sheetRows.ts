/**
 * Reads an .xlsx as Excel and WPS write it row by row with hucre, in half of SheetJS's time and without holding all
 * rows in memory. Every other workbook is left to SheetJS, which reads all kinds and tolerates more faults.
 */
import type { StreamRow } from 'hucre/xlsx';
import { Refusal } from '../../../../shared/base/contract/errors.ts';
import { civilDateOfCell } from '../../../../shared/base/rules/dates.ts';
import { isIdentifierFormat } from '../../../../shared/base/rules/numberFormat.ts';
import type { Cell } from '../../../../shared/base/rules/text.ts';
import { columnLimit, damaged, rowLimit, tooManyRows } from './limits.ts';
import { type Line, type Look, linesPerPortion, plainLook, type Table } from './table.ts';
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

/** Whether cells may show a number as an identifier: the quick reader knows nothing of formats. */
async function showsIdentifiers(zip: Zip): Promise<boolean> {
  const styles = zip.entries.get('xl/styles.xml');
  if (!styles) return false;
  return elements(await textOf(zip, styles), 'numFmt').some((format) =>
    isIdentifierFormat((/\sformatCode="([^"]*)"/.exec(format)?.[1] ?? '').replaceAll('&quot;', '"')),
  );
}

interface Book {
  readonly sheets: readonly Sheet[];
  readonly from1904: boolean;
}

/** The worksheets in their order; undefined where a name or a part is not the usual one. */
async function usualBook(zip: Zip): Promise<Book | undefined> {
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
  const xml = await textOf(zip, workbook);
  for (const element of elements(xml, 'sheet')) {
    const [name, part] = [attribute(element, 'name'), parts.get(attribute(element, 'r:id') ?? '')];
    if (name === undefined || !part) return undefined;
    sheets.push({ name, part, hidden: attribute(element, 'state')?.endsWith('idden') ?? false });
  }
  const from1904 = elements(xml, 'workbookPr').some((element) => /^(?:1|true)$/.test(attribute(element, 'date1904') ?? ''));
  return { sheets, from1904 };
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
  return civilDateOfCell(value);
}

async function nextLines(rows: AsyncIterator<StreamRow>): Promise<Line[]> {
  const lines: Line[] = [];
  while (lines.length < linesPerPortion) {
    const { value, done } = await rows.next();
    if (done === true) break;
    if (value.index >= rowLimit) throw tooManyRows();
    const cells = value.values.slice(0, columnLimit).map(cellOf);
    // Skip rows that hold formatting only; some files have many.
    if (cells.some((cell) => cell !== null)) lines.push({ row: value.index + 1, cells });
  }
  return lines;
}

/** Its beginning is held; it can be looked at before it is read to its end, once. */
function tableFrom(
  look: Pick<Table, 'sheet' | keyof Look>,
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
 * @param lookOf what was found about a sheet's part on the way
 */
export async function sheetRows(
  zip: Zip,
  lookOf: (part: ZipEntry) => Partial<Pick<Look, 'merged' | 'hiddenRows'>>,
): Promise<Table[] | undefined> {
  const book = await usualBook(zip);
  if (!book || (await showsIdentifiers(zip))) return undefined;
  const { streamXlsxRows } = await import('hucre/xlsx');
  const tables: Table[] = [];
  for (const { name, part, hidden } of book.sheets) {
    const about = await rowsIn(zip, part);
    if (about === 0) continue;
    const rows = streamXlsxRows(zip.bytes, { sheet: name });
    const look = { ...plainLook, ...lookOf(part), sheet: name, hidden, from1904: book.from1904 };
    tables.push(tableFrom(look, await nextLines(rows), rows, about));
  }
  return tables;
}
