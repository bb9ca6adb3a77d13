/** Chooses the sheets of a file to read: the likeliest, the one the user chose, or all sheets of one form. */
import { Refusal } from '../../../../shared/base/contract/errors.ts';
import { findHeader, type Header, headerKey, type ProposedColumn } from '../../../../shared/import/rules/columns.ts';
import { firstLines, type Line, type Table } from '../../base/tables/table.ts';
import type { ReadOrder } from './protocol.ts';

const linesLookedAt = 60;

export interface Found {
  readonly table: Table;
  readonly header: Header;
  readonly first: readonly Line[];
}

export interface Choice {
  /** The sheet whose columns are shown and mapped. */
  readonly found: Found;
  /** Others to read with it, in the file's order. */
  readonly with: readonly Found[];
  /** Names of the sheets that are not empty. */
  readonly sheets: readonly string[];
  /** Visible sheets that hold such a table too and are not read. */
  readonly others: readonly string[];
  /** Of `others`, those with the same columns. */
  readonly alike: readonly string[];
}

const keysOf = (columns: readonly ProposedColumn[]) =>
  columns
    .map(({ header }) => headerKey(header))
    .filter((key) => key !== '')
    .sort()
    .join('\u001f');

/** The same column names, in whatever order. */
const areAlike = (one: Found, other: Found) => keysOf(one.header.columns) === keysOf(other.header.columns);

/**
 * The sheet the user chose, else of those people see (of all, where none of them holds a table) the one whose header names most fields.
 * @throws Refusal FILE_EMPTY, NOT_FOUND, HEADER_NOT_FOUND
 */
export async function chooseTables(tables: readonly Table[], order: ReadOrder): Promise<Choice> {
  const sheets: string[] = [];
  const candidates: (Found & { fields: number })[] = [];
  for (const table of tables) {
    const first = await firstLines(table, linesLookedAt);
    if (first.length > 0) sheets.push(table.sheet);
    const header = findHeader(
      first.map((line) => line.cells),
      order.synonyms,
      table.cutNames,
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
  const beside = seen.filter((each) => each !== found);
  const alike = beside.filter((each) => areAlike(found, each));
  const left = order.allSheets ? beside.filter((each) => !alike.includes(each)) : beside;
  return {
    found,
    with: order.allSheets ? alike : [],
    sheets,
    others: left.map(({ table }) => table.sheet),
    alike: order.allSheets ? [] : alike.map(({ table }) => table.sheet),
  };
}

/** The columns of the other sheets under the mapping of the first, by their names. */
export function columnsLike(columns: readonly ProposedColumn[], model: readonly ProposedColumn[]): ProposedColumn[] {
  const left = Map.groupBy(model, ({ header }) => headerKey(header));
  return columns.map((column) => {
    const same = left.get(headerKey(column.header))?.shift();
    return { ...column, field: same?.field ?? null, confident: same?.confident ?? true };
  });
}
