/** Writes normalised discharges as one batch, in bulk, in the caller's transaction. */

import { randomBytes } from 'node:crypto';
import type { Stay } from '../../../shared/discharges/rules/stay.ts';
import type { ImportCounts } from '../../../shared/import/contract/import.ts';
import { type MergePolicy, wholeFile } from '../../../shared/import/rules/merging.ts';
import type { Context } from '../base/context.ts';
import { insertMany } from '../base/db/bulk.ts';
import type { Db } from '../base/db/schema.ts';
import { readSetting } from '../base/settings.ts';
import { type SealedStay, sealStay } from '../discharges/index.ts';
import { type DepartmentChoices, type ImportPlan, planImport } from './plan.ts';
import { portionsOf, type StayPortion } from './portions.ts';
import { writeStays } from './writeStays.ts';

export interface RejectedRow {
  /** Where several sheets are read, the one it stands in; empty else. */
  readonly sheet: string;
  readonly row: number;
  readonly reason: string;
  /** The row as the file had it, ID card numbers hidden. */
  readonly cells: readonly string[];
}

export interface ImportSource {
  readonly fileName: string;
  readonly fileSha256: string;
  /** Rows that could not be read as a stay. */
  readonly rejects?: readonly RejectedRow[];
  /** Skipped rows of the table. */
  readonly skipped?: number;
  readonly departments?: DepartmentChoices;
  /** How rows are merged into stored discharges; if absent, the file counts as having every column. */
  readonly policy?: MergePolicy;
  /** Header names of the file, for the workbook of rejected rows. */
  readonly headers?: readonly string[];
  /** Cells, under those headers, of a row that is rejected only now, by comparison. */
  readonly cellsOf?: (stay: SealedStay) => readonly string[];
  /** Told the share written, 0–1. */
  readonly progress?: (done: number) => void;
}

export interface ImportResult {
  readonly batchId: string;
  readonly counts: ImportCounts;
  readonly rejects: readonly { readonly row: number; readonly reason: string }[];
}

/** The hospital's secret for ID card numbers, made at first need. */
export async function idKey(db: Db): Promise<string> {
  const stored = await readSetting(db, 'id_key');
  if (stored !== null) return stored;
  await db
    .insertInto('setting')
    .values({ key: 'id_key', value: randomBytes(32).toString('base64') })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return (await readSetting(db, 'id_key')) ?? '';
}

/**
 * Imports stays that are already normalised, as one batch. Idempotent by stay key: known and equal stays count as
 * unchanged, different ones are updated unless their interview is finished. Unknown departments become clinical ones.
 */
export async function importRows(ctx: Context, stays: readonly Stay[], source: ImportSource): Promise<ImportResult> {
  const key = await idKey(ctx.db);
  const sealed = stays.map((stay) => sealStay(stay, key));
  return importPortions(ctx, portionsOf(sealed), source);
}

/** The same for stays whose keys and hashes were made before (in the reading worker). */
export async function importPortions(ctx: Context, portions: readonly StayPortion[], source: ImportSource): Promise<ImportResult> {
  const plan = await planImport(ctx.db, portions, source);
  const rejects = rejectsOf(plan, portions, source);
  const batchId = ctx.newId();
  const counts = countsOf(plan, source.rejects?.length ?? 0, source.skipped ?? 0);
  await ctx.db
    .insertInto('import_batch')
    .values({
      id: batchId,
      file_name: source.fileName,
      file_sha256: source.fileSha256,
      at: ctx.now,
      user_id: ctx.actor.id,
      read_rows: counts.read,
      added: counts.added,
      changed: counts.changed,
      unchanged: counts.unchanged,
      duplicate: counts.duplicate,
      rejected: counts.rejected,
      warned: counts.warned,
      skipped: counts.skipped,
      undone_at: null,
    })
    .execute();
  await insertMany(
    ctx.db,
    'import_reject',
    ['batch_id', 'row_number', 'reason', 'cells'],
    rejects.map((reject) => [
      batchId,
      reject.row,
      reasonOf(reject),
      JSON.stringify(reject.cells.map((cell, index) => [source.headers?.[index] ?? '', cell])),
    ]),
  );
  const rows = plan.rows.filter((row) => row.kind === 'new' || row.kind === 'changed');
  if (rows.length > 0)
    await writeStays(ctx, {
      batchId,
      portions,
      rows,
      departments: source.departments ?? new Map(),
      policy: source.policy ?? wholeFile,
      progress: source.progress,
    });
  ctx.audit('discharges.import', batchId, { file: source.fileName, sha256: source.fileSha256, ...counts });
  ctx.changed('discharges');
  return { batchId, counts, rejects: rejects.map((reject) => ({ row: reject.row, reason: reasonOf(reject) })) };
}

/** With the sheet it stands in, where several are read. */
const reasonOf = ({ sheet, reason }: RejectedRow) => (sheet === '' ? reason : `工作表“${sheet}”：${reason}`);

/** Counts of a plan, with the rows that could not be read as a stay. */
export function countsOf(plan: ImportPlan, unreadable: number, skipped: number): ImportCounts {
  const counts = {
    read: plan.rows.length + unreadable,
    added: 0,
    changed: 0,
    unchanged: 0,
    duplicate: 0,
    rejected: unreadable,
    warned: 0,
    skipped,
  };
  for (const { kind, facts } of plan.rows) {
    counts[kind === 'new' ? 'added' : kind] += 1;
    if (facts.warnings.length > 0 && kind !== 'rejected' && kind !== 'duplicate') counts.warned += 1;
  }
  return counts;
}

function rejectsOf(plan: ImportPlan, portions: readonly StayPortion[], source: ImportSource): RejectedRow[] {
  const byPortion = Map.groupBy(
    plan.rows.filter((row) => row.kind === 'rejected'),
    (row) => row.portion,
  );
  const compared = [...byPortion].flatMap(([portion, rows]) => {
    const stays = source.cellsOf ? (portions[portion]?.unpack() ?? []) : [];
    return rows.map(({ facts, reason, index }) => {
      const stay = stays[index];
      return { sheet: facts.sheet, row: facts.row, reason: reason ?? '', cells: stay ? (source.cellsOf?.(stay) ?? []) : [] };
    });
  });
  // Sheets stay in the order in which they were read.
  const sheets = [...new Set([...(source.rejects ?? []).map(({ sheet }) => sheet), ...plan.rows.map(({ facts }) => facts.sheet)])];
  const orderOf = new Map(sheets.map((sheet, at) => [sheet, at]));
  const place = ({ sheet }: RejectedRow) => orderOf.get(sheet) ?? 0;
  return [...(source.rejects ?? []), ...compared].sort((a, b) => place(a) - place(b) || a.row - b.row);
}
