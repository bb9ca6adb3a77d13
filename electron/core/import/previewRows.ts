/** Pages through the rows of a preview in the file's order, with masked phones. */

import { type Sex, sexes } from '../../../shared/base/contract/words.ts';
import { maskPhone } from '../../../shared/base/rules/phones.ts';
import type { PreviewRow } from '../../../shared/import/contract/import.ts';
import { readSex } from '../../../shared/import/rules/codes.ts';
import type { MergePolicy } from '../../../shared/import/rules/merging.ts';
import type { LongContext } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';
import type { SealedStay } from '../discharges/index.ts';
import { changesOf, type FieldChange } from './changes.ts';
import { departmentNames, storedStays } from './existing.ts';
import type { RejectedRow } from './importRows.ts';
import { mergeInto } from './merging.ts';
import type { PlannedRow } from './plan.ts';
import { policyOf, type Upload, uploadOf } from './uploads.ts';

type Kind = Input<'import', 'previewRows'>['kind'];
type AnyRow = PlannedRow | RejectedRow;

const placeOf = (row: AnyRow) => ('facts' in row ? row.facts : row);

function isOfKind(row: AnyRow, kind: Kind): boolean {
  if (kind === undefined) return true;
  if (!('facts' in row)) return kind === 'rejected';
  if (kind === 'warned') return row.facts.warnings.length > 0 && row.kind !== 'rejected' && row.kind !== 'duplicate';
  return row.kind === kind;
}

/** Sorted and filtered once per preview: scrolling asks for page after page. */
const orders = new WeakMap<Upload, Map<Kind, readonly AnyRow[]>>();

function rowsOf(upload: Upload, kind: Kind): readonly AnyRow[] {
  const byKind = orders.get(upload) ?? new Map<Kind, readonly AnyRow[]>();
  orders.set(upload, byKind);
  const known = byKind.get(kind);
  if (known) return known;
  const all = kind === undefined ? [...upload.plan.rows, ...upload.reading.rejects] : rowsOf(upload, undefined);
  const rows = kind === undefined ? inOrder(all, upload) : all.filter((row) => isOfKind(row, kind));
  byKind.set(kind, rows);
  return rows;
}

/** As they stand in the file: sheet by sheet, from the top. */
function inOrder(rows: readonly AnyRow[], { reading }: Upload): readonly AnyRow[] {
  const sheets = new Map(reading.header.read.map((sheet, at) => [sheet, at]));
  const sheetOf = (row: AnyRow) => sheets.get(placeOf(row).sheet) ?? 0;
  return [...rows].sort((a, b) => sheetOf(a) - sheetOf(b) || placeOf(a).row - placeOf(b).row);
}

type StayOf = (row: PlannedRow) => SealedStay | undefined;

/** Unpacks each portion a page touches once. */
function unpacker(upload: Upload): StayOf {
  const open = new Map<number, readonly SealedStay[]>();
  return ({ portion, index }) => {
    const stays = open.get(portion) ?? upload.reading.portions[portion]?.unpack() ?? [];
    open.set(portion, stays);
    return stays[index];
  };
}

export async function previewRows(ctx: LongContext, input: Input<'import', 'previewRows'>): Promise<Output<'import', 'previewRows'>> {
  const upload = uploadOf(input.uploadId, ctx.actor.id);
  const rows = rowsOf(upload, input.kind);
  const page = rows.slice(input.offset, input.offset + input.limit);
  const stayOf = unpacker(upload);
  const changes = await changesOn(ctx, page, stayOf, policyOf(upload));
  return {
    total: rows.length,
    rows: page.map((row) => ('facts' in row ? shownStay(row, stayOf(row), changes.get(row) ?? []) : shownReject(row, upload))),
  };
}

/** What the rows of a page would change, field by field. */
async function changesOn(
  ctx: LongContext,
  page: readonly AnyRow[],
  stayOf: StayOf,
  policy: MergePolicy,
): Promise<Map<PlannedRow, FieldChange[]>> {
  const changed = page.filter((row): row is PlannedRow & { storedId: string } => 'facts' in row && row.storedId !== null);
  if (changed.length === 0) return new Map();
  return ctx.transaction(async ({ db }) => {
    const names = await departmentNames(db);
    const stored = await storedStays(
      db,
      changed.map((row) => row.storedId),
    );
    return new Map(
      changed.map((row) => {
        const [stay, before] = [stayOf(row), stored.get(row.storedId)];
        const department = row.departmentId === null ? row.facts.department : (names.get(row.departmentId) ?? '');
        return [row, stay && before ? changesOf({ ...mergeInto(before, stay, policy).stay, department }, before, names) : []];
      }),
    );
  });
}

const sexWord = (sex: Sex) => (sex === 'unknown' ? '' : sexes.zh[sex]);

function shownStay({ facts, kind, reason }: PlannedRow, stay: SealedStay | undefined, changes: FieldChange[]): PreviewRow {
  return {
    sheet: facts.sheet,
    row: facts.row,
    kind,
    reason,
    warnings: [...facts.warnings],
    changes,
    inpatientNumber: stay?.inpatientNumber || stay?.medicalRecordNumber || '',
    name: stay?.name ?? '',
    sex: sexWord(stay?.sex ?? 'unknown'),
    age: stay?.ageText ?? '',
    phone: stay?.phones.map((phone) => maskPhone(phone.number)).join(' ') ?? '',
    department: facts.department,
    dischargeDate: stay?.dischargeDate ?? '',
    diagnosis: stay?.diagnosis ?? '',
  };
}

function shownReject({ sheet, row, reason, cells }: RejectedRow, { reading }: Upload): PreviewRow {
  const cell = (field: string) => {
    const column = reading.header.columns.find((each) => each.field === field);
    return column ? (cells[column.index] ?? '') : '';
  };
  return {
    sheet,
    row,
    kind: 'rejected',
    reason,
    warnings: [],
    changes: [],
    inpatientNumber: cell('inpatientNumber'),
    name: cell('name'),
    sex: sexWord(readSex(cell('sex')) ?? 'unknown'),
    age: cell('age'),
    phone: '',
    department: cell('department'),
    dischargeDate: cell('dischargeDate'),
    diagnosis: cell('diagnosis'),
  };
}

/** Skipped rows of the previewed table. */
export async function previewSkipped(
  ctx: LongContext,
  { uploadId, offset, limit }: Input<'import', 'previewSkipped'>,
): Promise<Output<'import', 'previewSkipped'>> {
  const { skipped } = uploadOf(uploadId, ctx.actor.id).reading;
  return { total: skipped.length, rows: skipped.slice(offset, offset + limit) };
}
