import type { TextEncoding } from '../../shared/base/contract/words.ts';
import type { ColumnMapping, ImportField } from '../../shared/import/contract/import.ts';

/** What a person corrects in a preview; it is read, or compared, again at once. */
export interface Correction {
  readonly mapping?: ColumnMapping;
  readonly departments?: { name: string; departmentId: string | null }[];
  readonly trusted?: ImportField[];
  readonly sheet?: string;
  readonly allSheets?: boolean;
  readonly withoutHidden?: boolean;
  readonly encoding?: TextEncoding;
}

/** A correction as it is asked for; the departments chosen before stay chosen. */
export type CorrectionOrder = Correction & { readonly uploadId: string; readonly departments: NonNullable<Correction['departments']> };
