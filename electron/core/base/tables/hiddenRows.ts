/** Finds the rows of a worksheet that are hidden by a filter or by hand. */
import type { ZipEntry } from './zip.ts';

const mark = ' hidden="';
/** Longer than the beginning of a row element with all its attributes. */
const seamLength = 1_024;
const rowNumber = /^<(?:\w+:)?row\s[^>]*?\br="(\d{1,7})"/;

/** Gathers them while a zip is checked. */
export class HiddenRows {
  readonly #found = new Map<string, Set<number>>();
  #seam = Buffer.alloc(0);
  #name = '';

  readonly look = ({ name }: ZipEntry, piece: Uint8Array): void => {
    if (!/worksheets\/[^/]+\.xml$/i.test(name)) return;
    const before = name === this.#name ? this.#seam : Buffer.alloc(0);
    const bytes = Buffer.concat([before, piece]);
    for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) this.#take(name, bytes, at);
    this.#name = name;
    this.#seam = Buffer.from(bytes.subarray(-seamLength));
  };

  #take(name: string, bytes: Buffer, at: number): void {
    const [start, end] = [bytes.lastIndexOf('<', at), bytes.indexOf('>', at)];
    if (start < 0 || end < 0 || !/^(?:1|true)$/.test(bytes.toString('latin1', at + mark.length, bytes.indexOf('"', at + mark.length))))
      return;
    const row = rowNumber.exec(bytes.toString('latin1', start, end))?.[1];
    if (row === undefined) return;
    const rows = this.#found.get(name) ?? new Set();
    this.#found.set(name, rows.add(Number(row)));
  }

  of({ name }: ZipEntry): ReadonlySet<number> {
    return this.#found.get(name) ?? new Set();
  }
}
