/**
 * Reads one sheet under its column mapping: every row becomes a discharge, a reject with its reason, or a skipped
 * row.
 */

import type { SkipReason } from '../../../../shared/base/contract/words.ts';
import { daysTo1904 } from '../../../../shared/base/rules/dates.ts';
import { hidePhones } from '../../../../shared/base/rules/phones.ts';
import { type Cell, cellText } from '../../../../shared/base/rules/text.ts';
import type { Stay } from '../../../../shared/discharges/rules/stay.ts';
import type { ImportField } from '../../../../shared/import/contract/import.ts';
import type { ProposedColumn } from '../../../../shared/import/rules/columns.ts';
import { hideIdCards } from '../../../../shared/import/rules/idCard.ts';
import { lineKinds } from '../../../../shared/import/rules/lines.ts';
import { lineReader } from '../../../../shared/import/rules/normalise.ts';
import { cellLimit } from '../../base/tables/limits.ts';
import { fillMerged } from '../../base/tables/mergedCells.ts';
import type { Line, Table } from '../../base/tables/table.ts';
import type { RejectedRow } from '../importRows.ts';
import type { Found } from './chooseTables.ts';
import type { SkippedLine } from './protocol.ts';
import { mappingOf } from './templates.ts';

/** What becomes of the lines, one call for each that holds something. */
export interface Takes {
  stay(stay: Stay, warnings: readonly string[]): void;
  reject(row: RejectedRow): void;
  skip(line: SkippedLine): void;
  /** After each portion: the share of the sheet read, 0–1. */
  portion(done: number): void;
}

export interface SheetOrder extends Found {
  readonly columns: readonly ProposedColumn[];
  /** The name rows go by where several sheets are read; empty else. */
  readonly name: string;
  readonly department: string | null;
  readonly today: string;
  readonly withoutHidden: boolean;
}

const shownAtMost = 500;
/** The row as shown to the user who corrects it or checks what was skipped. */
const shown = (cell: Cell | undefined) => hideIdCards(cellText(cell ?? null).slice(0, shownAtMost));

/** A line of titles or of the header, whatever page or date it counts. */
const printed = ({ cells }: Line) => cells.map((cell) => cellText(cell).replace(/\d+/g, '0')).join('\u001f');

const dateFields: ReadonlySet<ImportField> = new Set(['birthDate', 'admissionDate', 'dischargeDate', 'revisitDate']);

/** Serial days without a date's format, as if they counted from 1900. */
function serialsFrom1900(table: Table, columns: readonly ProposedColumn[]): (cells: readonly Cell[]) => readonly Cell[] {
  const dated = columns.flatMap(({ index, field }) => (field && dateFields.has(field) ? [index] : []));
  if (!table.from1904 || dated.length === 0) return (cells) => cells;
  return (cells) =>
    cells.map((cell, column) => (typeof cell === 'number' && cell < 1e6 && dated.includes(column) ? cell + daysTo1904 : cell));
}

function lastFilled(cells: readonly Cell[]): number {
  return cells.findLastIndex((cell) => cell !== null && cell !== '') + 1;
}

/** The fault of a row that prevents reading it; null where there is none. */
function faultOf(cells: readonly Cell[], table: Table, width: number): string | null {
  const long = cells.findIndex((cell) => typeof cell === 'string' && cell.length > cellLimit);
  if (long >= 0)
    return `第 ${long + 1} 格有 ${(cells[long] as string).length.toLocaleString('en-US')} 个字，超过一格能有的 32,767 个，不像是表格内容`;
  const more = table.separated ? lastFilled(cells) - width : 0;
  return more > 0 ? `这一行比表头多 ${more} 格：多半是某一格里有分隔符，后面的格都移了位。请改好这一行再导入` : null;
}

/** Returns the number of the last row and the number of hidden rows. */
export async function readSheet(order: SheetOrder, takes: Takes): Promise<{ last: number; hidden: number }> {
  const { table, header, first, columns, name: sheet } = order;
  const headers = columns.map((column) => column.header);
  const mapping = mappingOf(columns);
  const headerEnd = first[header.line + header.depth - 1]?.row ?? 1;
  const headerStart = first[header.line]?.row ?? 1;
  const heading = new Map(
    first
      .filter(({ row }) => row <= headerEnd)
      .map((line): [string, SkipReason] => [printed(line), line.row < headerStart ? 'title' : 'header']),
  );
  const width = Math.max(headers.length, first[header.line]?.cells.length ?? 0);
  const kindOf = lineKinds(mapping, headers);
  const readLine = lineReader(mapping, order.today, order.department);
  const [fill, dated] = [fillMerged(table.merged, headerEnd), serialsFrom1900(table, columns)];
  let last = headerEnd;
  let hidden = 0;
  const skip = ({ row, cells }: Line, why: SkipReason) => {
    const texts = cells.map((cell) => hidePhones(shown(cell))).filter((text) => text !== '');
    if (texts.length > 0) takes.skip({ sheet, row, why, text: texts.join('　').slice(0, 200) });
  };
  const reject = (row: number, reason: string, cells: readonly Cell[]) =>
    takes.reject({ sheet, row, reason, cells: headers.map((_, column) => shown(cells[column])) });
  const take = (line: Line) => {
    const { row } = line;
    if (row <= headerEnd) return skip(line, row < headerStart ? 'title' : 'header');
    const cells = dated(fill(row, line.cells));
    const kind = kindOf(cells);
    if (kind === 'blank') return;
    if (table.hiddenRows.has(row)) {
      hidden += 1;
      if (order.withoutHidden) return skip(line, 'hidden');
    }
    if (kind !== 'data') return skip(line, kind);
    const fault = faultOf(cells, table, width);
    if (fault !== null) return reject(row, fault, cells);
    const reading = readLine(cells, row);
    if ('stay' in reading) {
      const broken = cells.some((cell) => typeof cell === 'string' && cell.includes('\uFFFD'));
      return takes.stay(reading.stay, broken ? [...reading.warnings, '有认不出的字（显示为 �），请与原件核对'] : reading.warnings);
    }
    // Titles and two-line headers that every page repeats.
    const known = heading.get(printed(line));
    if (known !== undefined) return skip(line, known);
    reject(row, reading.reject.join('；'), cells);
  };
  await table.read((lines, done) => {
    for (const line of lines) {
      last = line.row;
      take(line);
    }
    takes.portion(done);
    return true;
  });
  return { last, hidden };
}
