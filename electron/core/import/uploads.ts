/**
 * Holds files between preview and import in the memory of this process only, because patients' data is not to be
 * written to disk twice.
 */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { TextEncoding } from '../../../shared/base/contract/words.ts';
import type { ColumnMapping, ImportField } from '../../../shared/import/contract/import.ts';
import { fieldWords } from '../../../shared/import/rules/fieldWords.ts';
import type { MergePolicy } from '../../../shared/import/rules/merging.ts';
import type { Content } from '../base/tables/content.ts';
import type { DepartmentChoices, ImportPlan } from './plan.ts';
import type { ReadResult } from './reading/readFile.ts';

export interface Upload {
  readonly id: string;
  readonly userId: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly content: Content;
  /** Sheet chosen by the user; null for the likeliest. */
  readonly sheet: string | null;
  readonly allSheets: boolean;
  readonly withoutHidden: boolean;
  /** Chosen by the user; null to find it. */
  readonly encoding: TextEncoding | null;
  /** Columns chosen by the user; null while only proposed. */
  readonly mapping: ColumnMapping | null;
  /** Fields whose blanks empty what is stored. */
  readonly trusted: readonly ImportField[];
  readonly departments: DepartmentChoices;
  readonly reading: ReadResult;
  /** As of the last preview. */
  readonly plan: ImportPlan;
}

const keptAtMost = 3;
/** One list per process: an upload belongs to the process that read it, whichever adapter brought it. */
const uploads = new Map<string, Upload>();

/** Keeps an upload (or its newer form); the oldest beyond three are forgotten. */
export function keepUpload(upload: Upload): void {
  uploads.delete(upload.id);
  uploads.set(upload.id, upload);
  for (const id of uploads.keys()) {
    if (uploads.size <= keptAtMost) break;
    uploads.delete(id);
  }
}

/** @throws Refusal UPLOAD_GONE where it was imported, forgotten, or is somebody else's */
export function uploadOf(id: string, userId: string): Upload {
  const upload = uploads.get(id);
  if (upload?.userId !== userId) throw new Refusal('UPLOAD_GONE');
  return upload;
}

export function forgetUpload(id: string): void {
  uploads.delete(id);
}

/** How the upload's rows are merged into what is stored. */
export function policyOf({ reading, trusted }: Pick<Upload, 'reading' | 'trusted'>): MergePolicy {
  return { present: new Set(reading.header.columns.flatMap(({ field }) => field ?? [])), trusted: new Set(trusted) };
}

/** What was guessed and nobody has confirmed, in words: columns, and departments by sheet or title. */
export function guessesOf({ reading }: Pick<Upload, 'reading'>): string[] {
  const { columns, departmentsOf } = reading.header;
  return [
    ...columns.flatMap(({ header, field, confident }) => (field && !confident ? [`“${header}”作为${fieldWords[field]}`] : [])),
    ...departmentsOf.map(({ sheet, department, from }) =>
      from === 'sheet' ? `工作表“${sheet}”的科室作为“${department}”` : `按标题，出院科室作为“${department}”`,
    ),
  ];
}
