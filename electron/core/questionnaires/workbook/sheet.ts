/** Reads one sheet of a workbook by its header names and reports each fault with sheet and row. */

import type { Cell } from '../../../../shared/base/rules/text.ts';
import type { SheetProblem } from '../../../../shared/questionnaires/contract/questionnaires.ts';
import { firstLines, type Line, type Table } from '../../base/tables/table.ts';

const rowsAtMost = 5_000;
/** Characters of a sentence or paragraph, and of a name, as the contract has them. */
const textAtMost = 2_000;
const wordAtMost = 100;

/** Collects the faults found while reading; reading continues, so that all faults are reported at once. */
export class Problems {
  readonly found: SheetProblem[] = [];

  add(sheet: string, row: number, text: string): void {
    if (this.found.some((one) => one.sheet === sheet && one.row === row && one.text === text)) return;
    this.found.push({ sheet, row, text });
  }
}

/** A row whose cells are asked for by header. */
export class Row {
  readonly sheet: string;
  readonly number: number;
  readonly #cells: readonly Cell[];
  readonly #columns: ReadonlyMap<string, number>;
  readonly #problems: Problems;

  constructor(sheet: string, line: Line, columns: ReadonlyMap<string, number>, problems: Problems) {
    this.sheet = sheet;
    this.number = line.row;
    this.#cells = line.cells;
    this.#columns = columns;
    this.#problems = problems;
  }

  cell(header: string): Cell {
    const at = this.#columns.get(header);
    return at === undefined ? null : (this.#cells[at] ?? null);
  }

  has(header: string): boolean {
    return this.#columns.has(header);
  }

  /** The text of a cell; empty for an empty cell. One that is too long is reported and cut. */
  text(header: string, atMost = textAtMost): string {
    const written = String(this.cell(header) ?? '');
    if (written.length > atMost) this.wrong(`“${header}”最多 ${atMost} 字，现在有 ${written.length} 字。`);
    return written.slice(0, atMost);
  }

  /** A name or keyword, without the blanks around it. */
  word(header: string, atMost = wordAtMost): string {
    return this.text(header, atMost).trim();
  }

  /** What is written in plain letters and digits, also where it was typed full-width: an item's code, a key. */
  code(header: string): string {
    return this.word(header).normalize('NFKC');
  }

  /** A number; null where the cell is empty or, which is said, holds none. */
  amount(header: string): number | null {
    const written = this.word(header);
    if (written === '') return null;
    const number = Number(written.normalize('NFKC'));
    if (Number.isFinite(number)) return number;
    this.wrong(`“${header}”要填数字，现在是“${written}”。`);
    return null;
  }

  wrong(text: string): void {
    this.#problems.add(this.sheet, this.number, text);
  }
}

const isBlank = (line: Line) => line.cells.every((cell) => String(cell ?? '').trim() === '');

/**
 * Rows below the header, blank ones left out. A missing sheet or column is said and gives no rows.
 * @param optional the sheet may be missing
 */
export async function rowsOf(
  tables: readonly Table[],
  sheet: string,
  headers: readonly string[],
  problems: Problems,
  optional = false,
): Promise<readonly Row[]> {
  const table = tables.find((one) => one.sheet.trim() === sheet);
  if (!table) {
    if (!optional) problems.add(sheet, 0, `缺少工作表“${sheet}”。`);
    return [];
  }
  const [head, ...lines] = await firstLines(table, rowsAtMost + 2);
  const columns = new Map((head?.cells ?? []).map((cell, index) => [String(cell ?? '').trim(), index]));
  const missing = headers.filter((header) => !columns.has(header));
  if (missing.length > 0) {
    problems.add(sheet, head?.row ?? 1, `缺少列：${missing.map((header) => `“${header}”`).join('、')}。`);
    return [];
  }
  if (lines.length > rowsAtMost) problems.add(sheet, 0, `超过 ${rowsAtMost} 行，后面的没有读。`);
  return lines
    .slice(0, rowsAtMost)
    .filter((line) => !isBlank(line))
    .map((line) => new Row(sheet, line, columns, problems));
}
