/** Recognises saved column layouts by the header names of a file. */

import { hash } from 'node:crypto';
import type { ColumnMapping } from '../../../../shared/import/contract/import.ts';
import { layoutOf, type ProposedColumn, rejectColumns } from '../../../../shared/import/rules/columns.ts';

export interface Template {
  readonly name: string;
  readonly fingerprint: string;
  readonly mapping: ColumnMapping;
}

/** What a template is recognised by: SHA-256 of the header names in their order. */
export function fingerprintOf(headers: readonly string[]): string {
  return hash('sha256', layoutOf(headers));
}

/** The template whose file had the same header names in the same order; also for the rows of such a file that were rejected. */
export function templateFor(headers: readonly string[], templates: readonly Template[]): Template | undefined {
  const before = rejectColumns.every((name, index) => headers[index] === name) ? rejectColumns.length : 0;
  const fingerprint = fingerprintOf(headers.slice(before));
  const found = templates.find((template) => template.fingerprint === fingerprint);
  return found && { ...found, mapping: found.mapping.map(({ column, field }) => ({ column: column + before, field })) };
}

/** Columns as a mapping chosen by a person (now or for a template) says; certain but for what is said to be guessed still. */
export function columnsUnder<C extends ProposedColumn>(columns: readonly C[], mapping: ColumnMapping): C[] {
  const chosen = new Map(mapping.map((entry) => [entry.column, entry]));
  return columns.map((column) => {
    const entry = chosen.get(column.index);
    return { ...column, field: entry?.field ?? null, confident: entry?.guessed !== true };
  });
}

/** The fields the columns hold, as a mapping. */
export function mappingOf(columns: readonly ProposedColumn[]): ColumnMapping {
  return columns.flatMap(({ index, field }) => (field ? [{ column: index, field }] : []));
}
