/** The table type that all readers return: rows of cells, in portions, from the top. */
import type { Cell } from '../../../../shared/base/rules/text.ts';

export interface Line {
  /** Row a person sees in the spreadsheet, from 1. */
  readonly row: number;
  readonly cells: readonly Cell[];
}

/** A cell merged over rows below its own: `from` and `to` are row numbers, its value stands in `from` alone. */
export interface MergedDown {
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

/** Takes a portion of lines and the share of the file read so far, 0–1; answers false to stop. */
export type TakeLines = (lines: readonly Line[], done: number) => boolean | undefined;

export interface Table {
  /** Name of the sheet; empty for a text. */
  readonly sheet: string;
  readonly encoding: string;
  /** A hidden sheet. */
  readonly hidden: boolean;
  readonly merged: readonly MergedDown[];
  /** Numbers of rows hidden by a filter or by hand. */
  readonly hiddenRows: ReadonlySet<number>;
  /** Its serial days count from 1904. */
  readonly from1904: boolean;
  /** How wide its lines are is said by separators alone: one too many within a cell moves all that follow. */
  readonly separated: boolean;
  /** Its column names end after ten bytes. */
  readonly cutNames: boolean;
  /** Reads from the top; may be called again where it was stopped in the first portion. */
  read(take: TakeLines): Promise<void>;
}

export const linesPerPortion = 2_000;

export type Look = Pick<Table, 'hidden' | 'merged' | 'hiddenRows' | 'from1904' | 'separated' | 'cutNames'>;

/** A visible table without notes. */
export const plainLook: Look = { hidden: false, merged: [], hiddenRows: new Set(), from1904: false, separated: false, cutNames: false };

/** A table whose lines are at hand; lines without a cell are left out. */
export function tableOf(
  sheet: string,
  encoding: string,
  count: number,
  line: (index: number) => readonly Cell[],
  look: Partial<Look> = {},
): Table {
  return {
    ...plainLook,
    ...look,
    sheet,
    encoding,
    async read(take) {
      for (let start = 0; start < count; start += linesPerPortion) {
        const lines: Line[] = [];
        const end = Math.min(count, start + linesPerPortion);
        for (let index = start; index < end; index += 1) {
          const cells = line(index);
          if (cells.length > 0) lines.push({ row: index + 1, cells });
        }
        if (take(lines, end / count) === false) return;
      }
    },
  };
}

/** The first lines of a table. */
export async function firstLines(table: Table, count: number): Promise<Line[]> {
  const found: Line[] = [];
  await table.read((lines) => {
    for (const line of lines) if (found.length < count) found.push(line);
    return found.length < count;
  });
  return found;
}
