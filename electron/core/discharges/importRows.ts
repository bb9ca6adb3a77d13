/** Writes normalised stays as one batch, in the caller's transaction, in bulk. */
import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { ImportCounts } from '../../../shared/contract/discharges.ts';
import type { Stay } from '../../../shared/rules/import/stay.ts';
import { addAlias, addDepartment, departmentKey } from '../accounts/departments.ts';
import type { Context } from '../context.ts';
import { insertMany } from '../db/bulk.ts';
import type { Db } from '../db/schema.ts';
import { readSetting } from '../upkeep/settings.ts';
import { inSlices, patientIds } from './existing.ts';
import { type DepartmentChoices, type ImportPlan, type PlannedRow, planImport } from './plan.ts';
import { type SealedStay, sealStay } from './seal.ts';
import { dischargeColumns, dischargeValues, overwriteDischarges, phoneColumns } from './stored.ts';

/** Rows written before the event loop turns once: the host goes on answering. */
const rowsPerStep = 1_998;

export interface RejectedRow {
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
  readonly departments?: DepartmentChoices;
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
  return importSealed(
    ctx,
    stays.map((stay) => sealStay(stay, key)),
    source,
  );
}

/** The same for stays whose keys and hashes were made before (in the reading worker). */
export async function importSealed(ctx: Context, stays: readonly SealedStay[], source: ImportSource): Promise<ImportResult> {
  const plan = await planImport(ctx.db, stays, source.departments);
  const rejects = rejectsOf(plan, source);
  const batchId = ctx.newId();
  const counts = countsOf(plan, source.rejects?.length ?? 0);
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
      reject.reason,
      JSON.stringify(reject.cells.map((cell, index) => [source.headers?.[index] ?? '', cell])),
    ]),
  );
  const rows = plan.rows.filter((row) => row.kind === 'new' || row.kind === 'changed');
  if (rows.length > 0) await writeStays(ctx, batchId, rows, source);
  ctx.audit('discharges.import', batchId, { file: source.fileName, sha256: source.fileSha256, ...counts });
  ctx.changed('discharges');
  return { batchId, counts, rejects: rejects.map(({ row, reason }) => ({ row, reason })) };
}

/** Counts of a plan, with the rows that could not be read as a stay. */
export function countsOf(plan: ImportPlan, unreadable: number): ImportCounts {
  const counts = {
    read: plan.rows.length + unreadable,
    added: 0,
    changed: 0,
    unchanged: 0,
    duplicate: 0,
    rejected: unreadable,
    warned: 0,
  };
  for (const { kind, stay } of plan.rows) {
    counts[kind === 'new' ? 'added' : kind] += 1;
    if (stay.warnings.length > 0 && kind !== 'rejected' && kind !== 'duplicate') counts.warned += 1;
  }
  return counts;
}

function rejectsOf(plan: ImportPlan, source: ImportSource): RejectedRow[] {
  const compared = plan.rows.flatMap(({ kind, stay, reason }) =>
    kind === 'rejected' ? [{ row: stay.row, reason: reason ?? '', cells: source.cellsOf?.(stay) ?? [] }] : [],
  );
  return [...(source.rejects ?? []), ...compared].sort((a, b) => a.row - b.row);
}

async function writeStays(ctx: Context, batchId: string, rows: readonly PlannedRow[], source: ImportSource): Promise<void> {
  const departments = await settleDepartments(ctx, rows, source.departments ?? new Map());
  const patients = await settlePatients(ctx, rows);
  const place = (row: PlannedRow, id: string) => ({
    id,
    patientId: patients.get(row.stay.patientKey) ?? '',
    batchId,
    departmentId: row.departmentId ?? departments.get(departmentKey(row.stay.department)) ?? '',
    now: ctx.now,
  });
  const added = rows.filter((row) => row.stored === null);
  for (let start = 0; start < added.length; start += rowsPerStep) {
    const discharges: unknown[][] = [];
    const phones: unknown[][] = [];
    for (const row of added.slice(start, start + rowsPerStep)) {
      const id = ctx.newId();
      discharges.push(dischargeValues(row.stay, place(row, id)));
      row.stay.phones.forEach((phone, position) => {
        phones.push([ctx.newId(), id, position, phone.number, phone.kind, phone.extension, phone.relation, 0]);
      });
    }
    await insertMany(ctx.db, 'discharge', dischargeColumns, discharges);
    await insertMany(ctx.db, 'phone', phoneColumns, phones);
    source.progress?.(Math.min(1, (start + rowsPerStep) / added.length));
    await setImmediate();
  }
  const changed = rows.filter((row) => row.stored !== null);
  if (changed.length === 0) return;
  await keepForUndo(ctx, batchId, changed);
  await overwriteDischarges(
    ctx.db,
    changed.map((row) => dischargeValues(row.stay, place(row, row.stored?.row.id ?? ''))),
  );
  await insertMany(ctx.db, 'phone', phoneColumns, await replacePhones(ctx, changed));
}

async function settleDepartments(ctx: Context, rows: readonly PlannedRow[], choices: DepartmentChoices): Promise<Map<string, string>> {
  const made = new Map<string, string>();
  const aliased = new Set<string>();
  for (const { stay, departmentId } of rows) {
    const key = departmentKey(stay.department);
    if (departmentId === null && !made.has(key)) made.set(key, await addDepartment(ctx, stay.department, 'clinical'));
    const chosen = choices.get(key);
    if (chosen && !aliased.has(key)) {
      await addAlias(ctx.db, stay.department, chosen);
      aliased.add(key);
    }
  }
  return made;
}

async function settlePatients(ctx: Context, rows: readonly PlannedRow[]): Promise<Map<string, string>> {
  const keys = [...new Set(rows.map((row) => row.stay.patientKey))];
  const ids = await patientIds(ctx.db, keys);
  const added: [string, string][] = [];
  for (const key of keys) {
    if (ids.has(key)) continue;
    const id = ctx.newId();
    ids.set(key, id);
    added.push([id, key]);
  }
  await insertMany(ctx.db, 'patient', ['id', 'patient_key'], added);
  return ids;
}

async function keepForUndo(ctx: Context, batchId: string, changed: readonly PlannedRow[]): Promise<void> {
  await insertMany(
    ctx.db,
    'import_change',
    ['batch_id', 'discharge_id', 'before'],
    changed.flatMap(({ stored }) => (stored ? [[batchId, stored.row.id, JSON.stringify(stored)]] : [])),
  );
}

/** Deletes the phones of changed stays; returns their new ones. A number that stays keeps its id and its 空号 mark. */
async function replacePhones(ctx: Context, changed: readonly PlannedRow[]): Promise<unknown[][]> {
  const ids = changed.flatMap(({ stored }) => (stored ? [stored.row.id] : []));
  await inSlices(ids, async (slice) => {
    await ctx.db.deleteFrom('phone').where('discharge_id', 'in', slice).execute();
    return [];
  });
  return changed.flatMap(({ stay, stored }) =>
    stay.phones.map((phone, position) => {
      const same = stored?.phones.find((each) => each.number === phone.number && each.extension === phone.extension);
      return [same?.id ?? ctx.newId(), stored?.row.id, position, phone.number, phone.kind, phone.extension, phone.relation, same?.bad ?? 0];
    }),
  );
}
