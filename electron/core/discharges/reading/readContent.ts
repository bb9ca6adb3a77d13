/** One file in, its header and sealed stays out, in portions. */
import { Refusal } from '../../../../shared/contract/errors.ts';
import { findHeader, type Header, type ProposedColumn } from '../../../../shared/rules/import/columns.ts';
import { hideIdCards } from '../../../../shared/rules/import/idCard.ts';
import { dataLines, lineReader } from '../../../../shared/rules/import/normalise.ts';
import { cellText, valueText } from '../../../../shared/rules/import/text.ts';
import { hidePhones } from '../../../../shared/rules/phones.ts';
import type { RejectedRow } from '../importRows.ts';
import { pack, staysPerPortion } from '../portions.ts';
import { type Seal, sealStay } from '../seal.ts';
import { isFull } from './limits.ts';
import { fillMerged } from './mergedCells.ts';
import type { ReadOrder, WorkerMessage } from './protocol.ts';
import { readTables } from './readTables.ts';
import { firstLines, type Line, type Table } from './table.ts';
import { columnsUnder, mappingOf, templateFor } from './templates.ts';

const linesLookedAt = 60;

interface Found {
  readonly table: Table;
  readonly header: Header;
  readonly first: readonly Line[];
}

interface Choice {
  readonly found: Found;
  /** Names of the sheets that are not empty. */
  readonly sheets: readonly string[];
  /** Of these the other ones people see that hold such a table too. */
  readonly others: readonly string[];
}

/** The sheet the user chose, else of those people see (of all, where none of them holds a table) the one whose header names most fields. */
async function chooseTable(tables: readonly Table[], order: ReadOrder): Promise<Choice> {
  const sheets: string[] = [];
  const candidates: (Found & { fields: number })[] = [];
  for (const table of tables) {
    const first = await firstLines(table, linesLookedAt);
    if (first.length > 0) sheets.push(table.sheet);
    const header = findHeader(
      first.map((line) => line.cells),
      order.synonyms,
    );
    const fields = header?.columns.filter((column) => column.field !== null).length ?? 0;
    if (header) candidates.push({ table, header, first, fields });
  }
  if (sheets.length === 0) throw new Refusal('FILE_EMPTY');
  if (order.sheet !== null && !sheets.includes(order.sheet)) throw new Refusal('NOT_FOUND', { what: `工作表“${order.sheet}”` });
  const seen = candidates.filter(({ table }) => !table.hidden);
  const likeliest = (seen.length > 0 ? seen : candidates).toSorted((a, b) => b.fields - a.fields);
  const found = order.sheet === null ? likeliest[0] : candidates.find(({ table }) => table.sheet === order.sheet);
  if (!found) throw new Refusal('HEADER_NOT_FOUND');
  return { found, sheets, others: seen.flatMap(({ table }) => (table === found.table ? [] : [table.sheet])) };
}

/** The first value of a column; identity numbers and phones masked. */
function sampleOf({ first, header }: Found, { index: column, field }: ProposedColumn): string {
  for (const line of first.slice(header.line + header.depth, header.line + 20)) {
    const text = valueText(line.cells[column] ?? null);
    if (text === '') continue;
    const isPhone = field === 'phone' || field === 'contactPhone' || (field === null && /(?<!\d)1[3-9]\d{9}(?!\d)/.test(text));
    return hideIdCards(isPhone ? hidePhones(text) : text).slice(0, 40);
  }
  return '';
}

/** A line of titles or of the header, whatever page or date it counts. */
const printed = ({ cells }: Line) => cells.map((cell) => cellText(cell).replace(/\d+/g, '0')).join('\u001f');

/** Gives what was read: first the header, then portions, at last that it is done. `handedOver` is memory no longer ours. */
export type Tell = (message: WorkerMessage, ...handedOver: ArrayBuffer[]) => void;

/** @throws Refusal FILE_EMPTY, FILE_TOO_LARGE, FILE_ENCRYPTED, FILE_UNREADABLE, HEADER_NOT_FOUND */
export async function readContent(order: ReadOrder, tell: Tell): Promise<void> {
  const { found, sheets, others } = await chooseTable(await readTables(order.content), order);
  const { table, header, first } = found;
  const headers = header.columns.map((column) => column.header);
  const template = order.mapping ? undefined : templateFor(headers, order.templates);
  const chosen = order.mapping ?? template?.mapping;
  const columns = chosen ? columnsUnder(header.columns, chosen) : header.columns;
  const mapping = mappingOf(columns);
  tell({
    type: 'header',
    header: {
      sheet: table.sheet,
      sheets,
      others,
      encoding: table.encoding,
      headerRow: first[header.line]?.row ?? 1,
      columns: columns.map((column) => ({ ...column, sample: sampleOf(found, column) })),
      template: template?.name ?? null,
    },
  });
  const headerEnd = first[header.line + header.depth - 1]?.row ?? 1;
  const heading = new Set(first.filter(({ row }) => row <= headerEnd).map(printed));
  const isData = dataLines(mapping, headers);
  const readLine = lineReader(mapping, order.today);
  const fill = fillMerged(table.merged, headerEnd);
  let stays: Seal[] = [];
  let rejects: RejectedRow[] = [];
  let last = headerEnd;
  const send = (done: number) => {
    const packed = pack(stays);
    tell({ type: 'rows', stays: packed, rejects, done }, packed.bytes.buffer);
    [stays, rejects] = [[], []];
  };
  await table.read((lines, done) => {
    for (const line of lines) {
      const { row } = line;
      last = row;
      const cells = fill(row, line.cells);
      if (row <= headerEnd || !isData(cells)) continue;
      const reading = readLine(cells, row);
      // Titles and two-line headers that every page repeats.
      if (!('stay' in reading) && heading.has(printed(line))) continue;
      if ('stay' in reading) stays.push(sealStay(reading.stay, order.idKey, reading.warnings));
      else {
        const shown = headers.map((_, column) => hideIdCards(cellText(cells[column] ?? null)));
        rejects.push({ row, reason: reading.reject.join('；'), cells: shown });
      }
      if (stays.length + rejects.length >= staysPerPortion) send(done);
    }
    return true;
  });
  send(1);
  tell({ type: 'done', full: isFull(last) });
}
