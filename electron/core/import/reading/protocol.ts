/** Messages between the host and the reading worker. */

import type { ErrorCode, ErrorData } from '../../../../shared/base/contract/errors.ts';
import type { SkipReason, TextEncoding } from '../../../../shared/base/contract/words.ts';
import type { ColumnMapping } from '../../../../shared/import/contract/import.ts';
import type { ProposedColumn, Synonyms } from '../../../../shared/import/rules/columns.ts';
import type { SheetDepartment } from '../../../../shared/import/rules/departmentOfSheet.ts';
import type { Content } from '../../base/tables/content.ts';
import type { RejectedRow } from '../importRows.ts';
import type { PackedPortion } from '../portions.ts';
import type { Template } from './templates.ts';

export interface ReadOrder {
  readonly content: Content;
  readonly synonyms: Synonyms;
  readonly templates: readonly Template[];
  readonly idKey: string;
  /** The sheet the user chose; null for the one whose header names most fields. */
  readonly sheet: string | null;
  /** With every other sheet that has the same columns. */
  readonly allSheets: boolean;
  /** Leave out hidden rows. */
  readonly withoutHidden: boolean;
  /** Of a text or a page; null to find it. */
  readonly encoding: TextEncoding | null;
  /** Civil date: who leaves later has not left. */
  readonly today: string;
  /** The user's own choice of columns; null to propose one. */
  readonly mapping: ColumnMapping | null;
}

export interface ReadHeader {
  readonly sheet: string;
  /** All sheets with something in them, in the file's order. */
  readonly sheets: readonly string[];
  /** The other sheets that hold such a table; their content is not part of this reading. */
  readonly others: readonly string[];
  /** Of these the ones with the same columns. */
  readonly alike: readonly string[];
  /** The sheets read. */
  readonly read: readonly string[];
  /** What the sheets without a department column are about. */
  readonly departmentsOf: readonly (SheetDepartment & { readonly sheet: string })[];
  /** A text or a page. */
  readonly textual: boolean;
  readonly encoding: string;
  /** Row number of the header as a person sees it. */
  readonly headerRow: number;
  readonly columns: readonly (ProposedColumn & { readonly sample: string })[];
  /** Columns that hold something and go into no field. */
  readonly leftOut: readonly string[];
  readonly template: string | null;
}

/** A skipped row: it holds no patient. */
export interface SkippedLine {
  readonly sheet: string;
  readonly row: number;
  readonly why: SkipReason;
  /** What stands in it; identities masked. */
  readonly text: string;
}

/** Lines beyond are counted, not kept. */
export const skippedKept = 2_000;

export type WorkerMessage =
  | { readonly type: 'header'; readonly header: ReadHeader }
  | { readonly type: 'rows'; readonly stays: PackedPortion; readonly rejects: readonly RejectedRow[]; readonly done: number }
  | {
      readonly type: 'done';
      readonly full: boolean;
      readonly skipped: readonly SkippedLine[];
      readonly skippedCount: number;
      /** Hidden rows, whether they were left out or not. */
      readonly hiddenRows: number;
    }
  | { readonly type: 'refused'; readonly code: ErrorCode; readonly data: ErrorData };
