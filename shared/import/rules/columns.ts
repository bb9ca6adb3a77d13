/** Finds the header row of a table and maps its columns to fields. */

import { type Cell, foldWidth, valueText } from '../../base/rules/text.ts';
import type { ColumnMapping, ImportField } from '../contract/import.ts';
import { fieldWords } from './fieldWords.ts';

/** Header names of exports, best first (resources/import/synonyms.json). */
export interface Synonyms {
  readonly ignored: readonly string[];
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

export interface ProposedColumn {
  readonly index: number;
  readonly header: string;
  readonly field: ImportField | null;
  /** The header is a known name, not only similar to one, and no other column is called the same. */
  readonly confident: boolean;
}

export interface Header {
  /** Index of the header line among the lines given, from 0. */
  readonly line: number;
  /** Lines the header takes: two where groups stand above their columns. */
  readonly depth: 1 | 2;
  readonly columns: readonly ProposedColumn[];
}

/** Lines looked at for a header. */
const headerWithin = 30;
/** Fields several columns may hold together. */
const shared: ReadonlySet<ImportField> = new Set(['phone', 'contactPhone']);

/** A header as compared: width, case, spaces, stars, colons, dashes and bracketed notes do not count. */
export function headerKey(text: string): string {
  return foldWidth(text)
    .replace(/[([【].*?[)\]】]/g, '')
    .replace(/[\s*:：_'"“”-]/g, '')
    .toLowerCase();
}

interface Guess {
  readonly field: ImportField;
  /** Place in the list of synonyms; similar names come after all exact ones. */
  readonly rank: number;
}

const similar = 1_000;

/** Names of a dbf end after ten bytes: five Chinese characters, in UTF-8 three and a piece. */
const cutAfter = 10;
const bytesOf = (text: string) => [...text].reduce((sum, char) => sum + (char.charCodeAt(0) < 128 ? 1 : 2), 0);

/** The field of all known names that begin like one that was cut; null where they are several fields'. */
function fieldOfCut(key: string, exact: ReadonlyMap<string, Guess>): Guess | null {
  const whole = key.replace(/\ufffd+$/, '');
  if (whole.length < 3 || (whole === key && bytesOf(key) < cutAfter - 1)) return null;
  const found = [...exact].flatMap(([name, guess]) => (name.startsWith(whole) ? [guess] : []));
  const [first] = found.sort((a, b) => a.rank - b.rank);
  return first && found.every(({ field }) => field === first.field) ? first : null;
}

/**
 * Looks header names up; made once per file.
 * @param cut names may be cut as those of a dbf are
 */
export function headerReader(synonyms: Synonyms, cut = false): (header: string) => Guess | null {
  const exact = new Map<string, Guess>();
  for (const [field, names] of Object.entries(synonyms.fields)) {
    names.forEach((name, rank) => {
      const key = headerKey(name);
      if (!exact.has(key)) exact.set(key, { field: field as ImportField, rank });
    });
  }
  const ignored = new Set(synonyms.ignored.map(headerKey));
  const chinese = [...exact].filter(([key]) => /[\u4e00-\u9fff]{2}/.test(key)).sort(([a], [b]) => b.length - a.length);
  return (header) => {
    const key = headerKey(header);
    if (key === '' || ignored.has(key)) return null;
    const known = exact.get(key);
    if (known) return known;
    const whole = cut ? fieldOfCut(key, exact) : null;
    if (whole) return whole;
    if (key.length > 12) return null;
    const near = chinese.find(([name]) => key.endsWith(name) || key.startsWith(name));
    return near ? { field: near[1].field, rank: similar - near[0].length } : null;
  };
}

/** Columns that hold something and go into no field, by what people call them; those of running numbers are not missed. */
export function leftOutColumns(
  columns: readonly { readonly index: number; readonly header: string; readonly field: ImportField | null; readonly sample: string }[],
  { ignored }: Synonyms,
): string[] {
  const unneeded = new Set(ignored.map(headerKey));
  return columns
    .filter(({ field, sample, header }) => field === null && sample !== '' && !unneeded.has(headerKey(header)))
    .map(({ header, index }) => header.trim() || `第 ${index + 1} 列`);
}

function proposeColumns(headers: readonly string[], guess: (header: string) => Guess | null): ProposedColumn[] {
  const guesses = headers.map((header) => guess(header));
  const best = new Map<ImportField, number>();
  guesses.forEach((each, index) => {
    if (!each) return;
    const leader = best.get(each.field);
    if (leader === undefined || each.rank < (guesses[leader]?.rank ?? similar)) best.set(each.field, index);
  });
  return headers.map((header, index) => {
    const each = guesses[index] ?? null;
    const wins = each !== null && (best.get(each.field) === index || (shared.has(each.field) && each.rank < similar / 2));
    const alike = guesses.filter((other) => other?.field === each?.field && other?.rank === each?.rank).length;
    const certain = wins && each.rank < similar / 2 && (alike === 1 || shared.has(each.field));
    return { index, header, field: wins ? each.field : null, confident: certain };
  });
}

type Row = readonly Cell[];

/** Names are short; a cell of millions of characters is looked at in its beginning. */
const textsOf = (row: Row | undefined) => Array.from(row ?? [], (cell) => (typeof cell === 'string' ? valueText(cell.slice(0, 200)) : ''));

/** What a line's texts name: how many fields, and whether enough of those an import needs. */
function scoreOf(headers: readonly string[], guess: (header: string) => Guess | null): number {
  const fields = new Set<ImportField>();
  for (const header of headers) {
    const known = guess(header);
    if (known && known.rank < similar / 2) fields.add(known.field);
  }
  const needed = requiredFields.filter((field) => fields.has(field)).length;
  return fields.size >= 3 && needed >= 2 ? fields.size : 0;
}

/** A line under a header that continues it: words only, at least one of them below a group or an empty place. */
function continues(above: readonly string[], row: Row | undefined): boolean {
  const filled = (row ?? []).flatMap((cell, index) => (cell === null || cell === '' ? [] : [{ cell, index }]));
  const words = filled.every(({ cell }) => typeof cell === 'string' && /\p{L}/u.test(cell) && !/\d{3}/.test(cell));
  return filled.length > 0 && words && filled.some(({ index }) => (above[index] ?? '') === '' || (above[index + 1] ?? '') === '');
}

/** Two header lines read as one: a group's name goes before the names under it, unless those say it already. */
function joined(above: readonly string[], below: readonly string[], guess: (header: string) => Guess | null): string[] {
  let group = '';
  return Array.from({ length: Math.max(above.length, below.length) }, (_, index) => {
    const [upper = '', lower = ''] = [above[index], below[index]];
    if (upper !== '') group = upper.replace(/(?:信息|情况|资料|内容)$/, '');
    if (lower === '') return upper;
    if (group === '' || lower.startsWith(group)) return lower;
    const both = guess(group + lower);
    return both && both.rank < similar / 2 ? group + lower : guess(lower) ? lower : group + lower;
  });
}

/**
 * The line (or two) that names most fields exactly, at least two of them among what an import needs; undefined where there is none.
 * @param cut names may be cut as those of a dbf are
 */
export function findHeader(rows: readonly (Row | undefined)[], synonyms: Synonyms, cut = false): Header | undefined {
  const guess = headerReader(synonyms, cut);
  let found: { line: number; depth: 1 | 2; headers: string[]; score: number } | undefined;
  for (let line = 0; line < Math.min(rows.length, headerWithin); line += 1) {
    const headers = textsOf(rows[line]);
    const score = scoreOf(headers, guess);
    if (score > (found?.score ?? 0)) found = { line, depth: 1, headers, score };
    const below = textsOf(rows[line + 1]);
    if (headers.filter((header) => header !== '').length < 2 || !continues(headers, rows[line + 1])) continue;
    const two = joined(headers, below, guess);
    const scoreOfTwo = scoreOf(two, guess);
    if (scoreOfTwo > Math.max(score, scoreOf(below, guess), found?.score ?? 0)) found = { line, depth: 2, headers: two, score: scoreOfTwo };
  }
  if (!found) return undefined;
  const { line, depth, headers } = found;
  while (headers.length > 0 && headers.at(-1) === '') headers.pop();
  return { line, depth, columns: proposeColumns(headers, guess) };
}

const requiredFields: readonly ImportField[] = ['inpatientNumber', 'name', 'dischargeDate', 'department', 'diagnosis'];

/**
 * Names of required fields no column holds. A record number with a stay count stands for the inpatient number.
 * @param given fields that are known without a column
 */
export function missingFields(mapping: ColumnMapping, given: readonly ImportField[] = []): string[] {
  const held = new Set([...mapping.map((entry) => entry.field), ...given]);
  const byRecord = held.has('medicalRecordNumber') && held.has('stayCount');
  return requiredFields.filter((field) => !held.has(field) && !(field === 'inpatientNumber' && byRecord)).map((field) => fieldWords[field]);
}

/** What stands before the file's own columns in the workbook of its rejected rows. */
export const rejectColumns: readonly string[] = ['退回原因', '原行号'];

/** Text that identifies a layout: the header names in their order. */
export function layoutOf(headers: readonly string[]): string {
  return headers.map(headerKey).join('\u001f');
}
