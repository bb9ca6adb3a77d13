/** Saved column layouts, recognised by the header names of the next file. */
import { hash } from 'node:crypto';
import type { ColumnMapping } from '../../../../shared/contract/discharges.ts';
import { layoutOf, type ProposedColumn } from '../../../../shared/rules/import/columns.ts';

export interface Template {
  readonly name: string;
  readonly fingerprint: string;
  readonly mapping: ColumnMapping;
}

/** What a template is recognised by: SHA-256 of the header names in their order. */
export function fingerprintOf(headers: readonly string[]): string {
  return hash('sha256', layoutOf(headers));
}

/** The template whose file had the same header names in the same order. */
export function templateFor(headers: readonly string[], templates: readonly Template[]): Template | undefined {
  const fingerprint = fingerprintOf(headers);
  return templates.find((template) => template.fingerprint === fingerprint);
}

/** Columns as a mapping chosen by a person (now or for a template) says; all of them certain. */
export function columnsUnder<C extends ProposedColumn>(columns: readonly C[], mapping: ColumnMapping): C[] {
  const fields = new Map(mapping.map(({ column, field }) => [column, field]));
  return columns.map((column) => ({ ...column, field: fields.get(column.index) ?? null, confident: true }));
}

/** The fields the columns hold, as a mapping. */
export function mappingOf(columns: readonly ProposedColumn[]): ColumnMapping {
  return columns.flatMap(({ index, field }) => (field ? [{ column: index, field }] : []));
}
