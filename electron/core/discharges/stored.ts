/** A discharge as a row of the table `discharge`. */

import { insertMany } from '../base/db/bulk.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import { takeDischargeKeys } from './followUpKeys.ts';
import type { SealedStay } from './sealStay.ts';

export const dischargeColumns = [
  'id',
  'stay_key',
  'patient_id',
  'import_batch_id',
  'row_number',
  'content_hash',
  'inpatient_number',
  'medical_record_number',
  'stay_count',
  'name',
  'name_key',
  'pinyin',
  'sex',
  'birth_date',
  'age_years',
  'age_text',
  'id_last4',
  'id_hash',
  'address',
  'admission_date',
  'discharge_date',
  'month',
  'department_id',
  'ward',
  'doctor',
  'nurse',
  'diagnosis',
  'icd10',
  'outcome',
  'discharge_mode',
  'death_doubt',
  'death_looked_at',
  'payment',
  'cost_cents',
  'revisit_date',
  'remark',
  'dialable',
  'updated_at',
] as const satisfies readonly (keyof Schema['discharge'])[];

export const phoneColumns = [
  'id',
  'discharge_id',
  'position',
  'number',
  'kind',
  'extension',
  'relation',
  'bad',
  'source',
] as const satisfies readonly (keyof Schema['phone'])[];

export interface StayPlace {
  readonly id: string;
  readonly patientId: string;
  readonly batchId: string;
  readonly departmentId: string;
  /** When the doubt that the stay carries was cleared; null where it was not. */
  readonly deathLookedAt: string | null;
  readonly now: string;
}

/** What `content_hash` holds: the stay's own content and the department it was understood as. */
export function storedHash(contentHash: string, departmentId: string): string {
  return `${contentHash}.${departmentId}`;
}

/** Values in the order of `dischargeColumns`. */
export function dischargeValues(stay: SealedStay, place: StayPlace): unknown[] {
  return [
    place.id,
    stay.facts.stayKey,
    place.patientId,
    place.batchId,
    stay.facts.row,
    storedHash(stay.facts.contentHash, place.departmentId),
    stay.inpatientNumber,
    stay.medicalRecordNumber,
    stay.stayCount,
    stay.name,
    stay.facts.nameKey,
    stay.pinyin,
    stay.sex,
    stay.birthDate,
    stay.ageYears,
    stay.ageText,
    stay.idLast4,
    stay.idHash,
    stay.address,
    stay.admissionDate,
    stay.dischargeDate,
    stay.facts.month,
    place.departmentId,
    stay.ward,
    stay.doctor,
    stay.nurse,
    stay.diagnosis,
    stay.icd10,
    stay.outcome,
    stay.dischargeMode,
    stay.deathDoubt,
    place.deathLookedAt,
    stay.payment,
    stay.costCents,
    stay.revisitDate,
    stay.remark,
    stay.phones.length > 0 ? 1 : 0,
    place.now,
  ];
}

/** A row kept from before columns were added: those hold what new columns were filled with. */
const filledWith: Partial<Record<(typeof dischargeColumns)[number], string>> = { death_doubt: '' };

/** Values of a stored row in the order of `dischargeColumns`. */
export function rowValues(row: Schema['discharge']): unknown[] {
  return dischargeColumns.map((column) => row[column] ?? filledWith[column] ?? null);
}

/** Columns an update must not touch: the first batch keeps what it brought. */
const kept: ReadonlySet<string> = new Set(['id', 'stay_key', 'import_batch_id', 'row_number']);

/** Overwrites known discharges with new content, in bulk; rows in the order of `dischargeColumns`. */
export async function overwriteDischarges(db: Db, rows: readonly (readonly unknown[])[]): Promise<void> {
  const set = dischargeColumns.filter((column) => !kept.has(column)).map((column) => `"${column}" = excluded."${column}"`);
  await insertMany(db, 'discharge', dischargeColumns, rows, `on conflict (stay_key) do update set ${set.join(', ')}`);
  await takeDischargeKeys(
    db,
    rows.map((row) => String(row[0])),
  );
}
