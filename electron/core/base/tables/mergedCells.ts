/** Fills cells merged over several rows (科室 written once for all its patients) with the value of the first cell. */
import type { Cell } from '../../../../shared/base/rules/text.ts';
import type { MergedDown } from './table.ts';
import type { ZipEntry } from './zip.ts';

const reference = /<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"/g;
const columnOf = (letters: string) => [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** In text a `<` is escaped: only the element itself is written so. */
const start = '<mergeCells';
/** More than a million merged cells; what is beyond is not filled. */
const keptAtMost = 32 * 1024 * 1024;

/** Gathers the merged cells of the worksheets while a zip is checked; they stand behind the rows. */
export class MergedCells {
  readonly #found = new Map<string, Buffer[]>();
  /** What came just before, where the element may have begun. */
  #seam = Buffer.alloc(0);

  readonly look = ({ name }: ZipEntry, piece: Uint8Array): void => {
    if (!/worksheets\/[^/]+\.xml$/i.test(name)) return;
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    const found = this.#found.get(name);
    if (found) {
      const size = found.reduce((sum, each) => sum + each.length, 0);
      if (size < keptAtMost) found.push(Buffer.from(bytes));
      return;
    }
    const across = Buffer.concat([this.#seam, bytes.subarray(0, start.length)]).includes(start);
    const at = across ? 0 : bytes.indexOf(start);
    if (at >= 0) this.#found.set(name, [this.#seam, Buffer.from(bytes.subarray(at))]);
    this.#seam = Buffer.concat([this.#seam, bytes.subarray(-start.length)]).subarray(-start.length);
  };

  of({ name }: ZipEntry): MergedDown[] {
    const text = Buffer.concat(this.#found.get(name) ?? []).toString('latin1');
    return [...text.matchAll(reference)].flatMap(([, letters = '', first, last]) => {
      const [from, to] = [Number(first), Number(last)];
      return to > from ? [{ column: columnOf(letters), from, to }] : [];
    });
  }
}

const isBlank = (cell: Cell | undefined) => cell === undefined || cell === null || cell === '';

/**
 * Fills what is merged; called for the lines from the top.
 * @param after row number of the header's last line: what is merged in the header says nothing about rows
 */
export function fillMerged(merged: readonly MergedDown[], after: number): (row: number, cells: readonly Cell[]) => readonly Cell[] {
  const starting = Map.groupBy(
    merged.filter(({ from }) => from > after),
    ({ from }) => from,
  );
  const open = new Map<number, { to: number; value: Cell }>();
  if (starting.size === 0) return (_, cells) => cells;
  return (row, cells) => {
    for (const [column, { to }] of open) if (to < row) open.delete(column);
    // A row of merged cells only holds no patient.
    const needy = cells.every(isBlank) ? [] : [...open].filter(([column]) => isBlank(cells[column]));
    for (const { column, to } of starting.get(row) ?? []) open.set(column, { to, value: cells[column] ?? null });
    if (needy.length === 0) return cells;
    const filled = [...cells];
    for (const [column, { value }] of needy) filled[column] = value;
    return Array.from(filled, (cell) => cell ?? null);
  };
}
