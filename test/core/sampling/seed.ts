/** Inserts a month's discharges directly into the tables. */
import { insertMany } from '../../../electron/core/base/db/bulk.ts';
import type { Schema } from '../../../electron/core/base/db/schema.ts';
import type { TestWorkstation } from '../../helpers/workstation.ts';

export type Stay = Partial<Schema['discharge']> & { readonly inpatient_number: string; readonly department_id: string };

const plain: Omit<
  Schema['discharge'],
  'id' | 'stay_key' | 'patient_id' | 'inpatient_number' | 'department_id' | 'import_batch_id' | 'month'
> = {
  row_number: 2,
  content_hash: '',
  medical_record_number: '',
  stay_count: null,
  name: '张三',
  name_key: '张三',
  pinyin: 'zs',
  sex: 'male',
  birth_date: null,
  age_years: 50,
  age_text: '50岁',
  id_last4: '',
  id_hash: '',
  address: '',
  admission_date: null,
  discharge_date: '2026-10-15',
  ward: '',
  doctor: '',
  nurse: '',
  diagnosis: '高血压病',
  icd10: 'I10.x00',
  outcome: 'improved',
  discharge_mode: '1',
  death_doubt: '',
  death_looked_at: null,
  payment: '',
  cost_cents: null,
  revisit_date: null,
  remark: '',
  dialable: 1,
  updated_at: '2026-11-01T00:00:00.000Z',
};

/** Adds stays under one import batch; a stay without `patient_id` is of a patient of its own. Ids differ from call to call. */
export async function addStays(workstation: TestWorkstation, stays: readonly Stay[]): Promise<void> {
  await workstation.transaction(async ({ db, newId, now }) => {
    const batch = newId();
    await insertMany(
      db,
      'import_batch',
      ['id', 'file_name', 'file_sha256', 'at', 'user_id', 'read_rows', 'added', 'changed', 'unchanged', 'duplicate', 'rejected', 'warned'],
      [[batch, '出院.xlsx', '', now, 'system', stays.length, stays.length, 0, 0, 0, 0, 0]],
    );
    const rows = stays.map((stay) => {
      const date = stay.discharge_date ?? plain.discharge_date;
      const key = `${stay.inpatient_number}|${date}`;
      return { ...plain, id: newId(), patient_id: `p-${key}`, stay_key: key, import_batch_id: batch, month: date.slice(0, 7), ...stay };
    });
    const patients = [...new Set(rows.map((row) => row.patient_id))];
    await insertMany(
      db,
      'patient',
      ['id', 'patient_key'],
      patients.map((id) => [id, id]),
      'on conflict do nothing',
    );
    const columns = Object.keys(rows[0] ?? {}) as (keyof Schema['discharge'])[];
    await insertMany(
      db,
      'discharge',
      columns,
      rows.map((row) => columns.map((column) => row[column])),
    );
  });
}

/** So many plain stays of a department, numbered from 1 under a prefix. */
export function plainStays(departmentId: string, prefix: string, count: number, discharge_date = '2026-10-15'): Stay[] {
  return Array.from({ length: count }, (_, at) => ({
    inpatient_number: `${prefix}${String(at + 1).padStart(4, '0')}`,
    department_id: departmentId,
    discharge_date,
  }));
}
