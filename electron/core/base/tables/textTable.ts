/** Reads a text export: decodes it, splits it at its separator, and returns rows in portions. */
import { Refusal } from '../../../../shared/base/contract/errors.ts';
import type { TextEncoding } from '../../../../shared/base/contract/words.ts';
import { decodeText, type Separator, separatorOf } from './decodeText.ts';
import { rowLimit, tooManyRows, unreadable } from './limits.ts';
import { type Line, plainLook, type Table } from './table.ts';

const charactersPerPortion = 1 << 20;
/** Line breaks within one cell of a real export; above, an unpaired quote has swallowed lines. */
const breaksInCell = 20;

function quotesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}

/** A return before the line feed stays with the last cell and is trimmed there: files glued together mix both ends. */
const lineEndOf = (text: string) => (text.includes('\n') ? '\n' : '\r');

/** Cuts at line ends outside of quotes. */
function* portionsOf(text: string, lineEnd: string, quoted: boolean): Generator<{ portion: string; end: number }> {
  for (let start = 0; start < text.length; ) {
    let end = text.indexOf(lineEnd, Math.min(text.length, start + charactersPerPortion));
    if (end < 0) end = text.length;
    let open = quoted && quotesIn(text.slice(start, end)) % 2 === 1;
    while (open && end < text.length) {
      const next = text.indexOf(lineEnd, end + lineEnd.length);
      const until = next < 0 ? text.length : next;
      open = quotesIn(text.slice(end, until)) % 2 === 0;
      end = until;
    }
    yield { portion: text.slice(start, end), end };
    start = end + lineEnd.length;
  }
}

function checkQuotes(record: readonly string[], row: number, separator: Separator): void {
  for (const cell of record) {
    if (cell.length < 40 || !cell.includes('\n')) continue;
    const lines = cell.split('\n');
    const swallowed = lines.some((line) => line.split(separator).length >= Math.max(3, record.length));
    if (swallowed || lines.length > breaksInCell) throw unreadable(`第 ${row} 行的引号不成对，后面的行分不开`);
  }
}

type Parse = (portion: string) => string[][];

/** Where quotes are no pairs throughout, every line is cut for itself: within those that have pairs, separators in quotes hold. */
function lineByLine(parse: Parse, newline: string, separator: Separator): Parse {
  const unquoted = (line: string) => line.split(separator).map((cell) => cell.trim().replace(/^"|"$/g, ''));
  return (portion) => portion.split(newline).map((line) => (quotesIn(line) % 2 === 0 ? (parse(line)[0] ?? ['']) : unquoted(line)));
}

/** @throws Refusal FILE_EMPTY, FILE_UNREADABLE, FILE_TOO_LARGE */
export async function textTable(bytes: Uint8Array, chosen: TextEncoding | null): Promise<Table> {
  const { default: papa } = await import('papaparse');
  const { text, encoding } = decodeText(bytes, chosen);
  if (text.trim() === '') throw new Refusal('FILE_EMPTY');
  const delimiter = separatorOf(text);
  const newline = lineEndOf(text);
  const quotes = quotesIn(text);
  const paired = quotes % 2 === 0;
  const byPairs: Parse = (portion) => papa.parse<string[]>(portion, { delimiter, newline }).data;
  const parse = paired ? byPairs : lineByLine(byPairs, newline, delimiter);
  return {
    ...plainLook,
    separated: true,
    sheet: '',
    encoding,
    async read(take) {
      let row = 0;
      for (const { portion, end } of portionsOf(text, newline, quotes > 0 && paired)) {
        const lines: Line[] = [];
        for (const cells of parse(portion)) {
          row += 1;
          if (row > rowLimit) throw tooManyRows();
          checkQuotes(cells, row, delimiter);
          if (cells.length > 1 || cells[0] !== '') lines.push({ row, cells });
        }
        if (take(lines, end / text.length) === false) return;
      }
    },
  };
}
