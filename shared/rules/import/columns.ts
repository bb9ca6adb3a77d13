/** Finds the header line and what each column holds. */
import type { ColumnMapping, ImportField } from '../../contract/discharges.ts';
import { fieldWords } from './fieldWords.ts';
import { type Cell, foldWidth, valueText } from './text.ts';

/** Header names of exports, best first (resources/import/synonyms.json). */
export interface Synonyms {
  readonly ignored: readonly string[];
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

export interface ProposedColumn {
  readonly index: number;
  readonly header: string;
  readonly field: ImportField | null;
  /** The header is a known name, not only similar to one. */
  readonly confident: boolean;
}

export interface Header {
  /** Index of the header line in the sheet, from 0. */
  readonly line: number;
  readonly columns: readonly ProposedColumn[];
}

/** Lines looked at for a header. */
const headerWithin = 30;
/** Fields several columns may hold together. */
const shared: ReadonlySet<ImportField> = new Set(['phone', 'contactPhone']);

/** A header as compared: width, case, spaces, stars, colons and bracketed notes do not count. */
export function headerKey(text: string): string {
  return foldWidth(text)
    .replace(/[([【].*?[)\]】]/g, '')
    .replace(/[\s*:：_'"“”]/g, '')
    .toLowerCase();
}

interface Guess {
  readonly field: ImportField;
  /** Place in the list of synonyms; similar names come after all exact ones. */
  readonly rank: number;
}

const similar = 1_000;

/** Looks header names up; made once per file. */
export function headerReader(synonyms: Synonyms): (header: string) => Guess | null {
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
    if (key.length > 12) return null;
    const near = chinese.find(([name]) => key.endsWith(name) || key.startsWith(name));
    return near ? { field: near[1].field, rank: similar - near[0].length } : null;
  };
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
    return { index, header, field: wins ? each.field : null, confident: wins && each.rank < similar / 2 };
  });
}

/** The line that names most fields exactly, at least two of them among what an import needs; undefined where there is none. */
export function findHeader(rows: readonly (readonly Cell[] | undefined)[], synonyms: Synonyms): Header | undefined {
  const guess = headerReader(synonyms);
  let found: { line: number; score: number } | undefined;
  for (let line = 0; line < Math.min(rows.length, headerWithin); line += 1) {
    const fields = new Set<ImportField>();
    for (const cell of rows[line] ?? []) {
      const known = typeof cell === 'string' ? guess(cell) : null;
      if (known && known.rank < similar / 2) fields.add(known.field);
    }
    const needed = requiredFields.filter((field) => fields.has(field)).length;
    if (fields.size >= 3 && needed >= 2 && fields.size > (found?.score ?? 0)) found = { line, score: fields.size };
  }
  if (!found) return undefined;
  const cells = rows[found.line] ?? [];
  const headers = Array.from({ length: cells.length }, (_, index) => valueText(cells[index] ?? null));
  while (headers.length > 0 && headers.at(-1) === '') headers.pop();
  return { line: found.line, columns: proposeColumns(headers, guess) };
}

const requiredFields: readonly ImportField[] = ['inpatientNumber', 'name', 'dischargeDate', 'department', 'diagnosis'];

/** Names of required fields no column holds. A record number with a stay count stands for the inpatient number. */
export function missingFields(mapping: ColumnMapping): string[] {
  const held = new Set(mapping.map((entry) => entry.field));
  const byRecord = held.has('medicalRecordNumber') && held.has('stayCount');
  return requiredFields.filter((field) => !held.has(field) && !(field === 'inpatientNumber' && byRecord)).map((field) => fieldWords[field]);
}

/** Text that identifies a layout: the header names in their order. */
export function layoutOf(headers: readonly string[]): string {
  return headers.map(headerKey).join('\u001f');
}
