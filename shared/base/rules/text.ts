/** The value types of a table cell, and the conversion of a cell to the text a person reads. */

/** A cell: text, a number, or nothing. Dates arrive as text YYYY-MM-DD. */
export type Cell = string | number | null;

const fullWidth = /[\uFF01-\uFF5E\u3000\u00A0]/g;
/**
 * Control and formatting characters but tab and line ends, half a character alone, and what is no character (U+FFFE): PostgreSQL
 * refuses NUL, no reader opens a workbook with the others, and nobody sees them.
 */
const invisible = /(?![\t\r\n])[\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}]/gu;
const needsFolding = /[^ -~\u4E00-\u9FFF]/;

/** Full-width letters, digits and punctuation to ASCII; invisible characters removed. Rare characters of names are kept as they are. */
export function foldWidth(text: string): string {
  if (!needsFolding.test(text)) return text;
  return text
    .replace(fullWidth, (char) => (char === '\u3000' || char === '\u00A0' ? ' ' : String.fromCharCode(char.charCodeAt(0) - 0xfee0)))
    .replace(invisible, '');
}

/** A number as written without exponent or trailing zeros: 13812345678, 0.5. */
function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  if (!Number.isFinite(value)) return '';
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return BigInt(value).toString();
  return String(Number(value.toPrecision(15)));
}

/** The tricks exports use to keep digits as text: ="0571…", a leading apostrophe, a trailing tab. Any other formula stays as it is written. */
function unwrap(text: string): string {
  const formula = /^="([^"]*)"$/.exec(text);
  return (formula?.[1] ?? text).replace(/^'/, '').trim();
}

/** Nothing to fold, trim or unwrap, and longer than the signs for "nothing": most cells, and an import reads millions. */
const asWritten = /^[0-9A-Za-z\u4E00-\u9FFF][ -~\u4E00-\u9FFF]{6,}[0-9A-Za-z\u4E00-\u9FFF]$/;

/** Text of a cell: width folded, outer spaces gone, line breaks kept as single spaces. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return numberText(cell);
  if (asWritten.test(cell)) return cell;
  const text = foldWidth(cell).trim();
  const unwrapped = text.startsWith('=') || text.startsWith("'") ? unwrap(text) : text;
  return /[\r\n\t]/.test(unwrapped) ? unwrapped.replace(/\s*[\r\n\t]+\s*/g, ' ') : unwrapped;
}

const emptyWords = new Set([
  '-',
  '--',
  '---',
  '—',
  '——',
  '－',
  '/',
  '\\',
  '.',
  'null',
  'n/a',
  '#n/a',
  '#value!',
  '无',
  '空',
  '不详',
  '未填',
  '未知',
]);

/** `cellText`, with the usual signs for "nothing" read as empty. */
export function valueText(cell: Cell): string {
  if (typeof cell === 'string' && asWritten.test(cell)) return cell;
  const text = cellText(cell);
  return text.length <= 7 && emptyWords.has(text.toLowerCase()) ? '' : text;
}

/** Digits that were lost when a spreadsheet wrote 1.38E+10: the number can no longer be known. */
export function isShortened(text: string): boolean {
  return /^\d(\.\d+)?e\+?\d+$/i.test(text);
}

/** What most hospitals number by: nothing to clean. */
const plainIdentifier = /^[A-Za-z]{0,4}\d{4,30}$/;

/** An identifier (inpatient number, record number): spaces gone, a `.0` added by a spreadsheet removed. */
export function identifierText(cell: Cell): string {
  if (typeof cell === 'string' && plainIdentifier.test(cell)) return cell;
  return valueText(cell)
    .replace(/\s+/g, '')
    .replace(/^(\d+)\.0+$/, '$1');
}
