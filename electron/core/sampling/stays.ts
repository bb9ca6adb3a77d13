/** A month's discharges as the frame reads them: no more columns than the plan asks about. */
import type { SamplePlan } from '../../../shared/contract/sampling.ts';
import type { CustomField } from '../../../shared/contract/words.ts';
import type { CustomFacts } from '../../../shared/rules/sampling/customRule.ts';
import type { StayFacts } from '../../../shared/rules/sampling/exclusion.ts';
import { civilDaysBetween } from '../../../shared/rules/time.ts';
import type { Db, Schema } from '../db/schema.ts';

export interface FrameStay extends StayFacts {
  readonly key: string;
  readonly department: string;
  readonly ward: string;
}

type DischargeColumn = keyof Schema['discharge'];

/** Columns a custom field is made of, and how. */
const customColumns: Readonly<Record<CustomField, readonly DischargeColumn[]>> = {
  ward: ['ward'],
  doctor: ['doctor'],
  nurse: ['nurse'],
  diagnosis: ['diagnosis'],
  icd10: ['icd10'],
  payment: ['payment'],
  cost: ['cost_cents'],
  stayDays: ['admission_date', 'discharge_date'],
  sex: ['sex'],
  outcome: ['outcome'],
  dischargeMode: ['discharge_mode'],
  address: ['address'],
  remark: ['remark'],
};

type Row = Pick<
  Schema['discharge'],
  'id' | 'stay_key' | 'patient_id' | 'discharge_date' | 'department_id' | 'outcome' | 'discharge_mode' | 'dialable' | 'icd10' | 'diagnosis'
> &
  Partial<Schema['discharge']>;

const always = [
  'id',
  'stay_key',
  'patient_id',
  'discharge_date',
  'department_id',
  'outcome',
  'discharge_mode',
  'dialable',
  'icd10',
  'diagnosis',
] as const satisfies DischargeColumn[];

function customFact(row: Row, field: CustomField): string | number | null {
  if (field === 'cost') return row.cost_cents === null || row.cost_cents === undefined ? null : row.cost_cents / 100;
  if (field === 'stayDays') return row.admission_date ? civilDaysBetween(row.admission_date, row.discharge_date) : null;
  const [column] = customColumns[field];
  return (column && row[column]) ?? '';
}

export interface FrameDepartment {
  readonly name: string;
  readonly sensitive: boolean;
}

/** All departments by id. */
export async function frameDepartments(db: Db): Promise<ReadonlyMap<string, FrameDepartment>> {
  const rows = await db.selectFrom('department').select(['id', 'name', 'sensitive']).execute();
  return new Map(rows.map((row) => [row.id, { name: row.name, sensitive: row.sensitive === 1 }]));
}

/** The discharges of the plan's month, in no order. */
export async function frameStays(db: Db, plan: SamplePlan, departments: ReadonlyMap<string, FrameDepartment>): Promise<FrameStay[]> {
  const asksAge = plan.minAge !== null || plan.maxAge !== null;
  const fields = plan.customRules.map((rule) => rule.field);
  const columns = new Set<DischargeColumn>([
    ...always,
    ...(asksAge ? (['age_years'] as const) : []),
    ...(plan.stratifyBy === 'ward' ? (['ward'] as const) : []),
    ...fields.flatMap((field) => customColumns[field]),
  ]);
  const rows: Row[] = await db
    .selectFrom('discharge')
    .select([...columns])
    .where('month', '=', plan.month)
    .execute();
  const nothing: CustomFacts = {};
  return rows.map((row) => ({
    key: row.stay_key,
    dischargeId: row.id,
    patientId: row.patient_id,
    dischargeDate: row.discharge_date,
    departmentId: row.department_id,
    department: departments.get(row.department_id)?.name ?? '',
    ward: row.ward ?? '',
    outcome: row.outcome,
    dischargeMode: row.discharge_mode,
    dialable: row.dialable === 1,
    ageYears: row.age_years ?? null,
    icd10: row.icd10,
    diagnosis: row.diagnosis,
    custom: fields.length === 0 ? nothing : Object.fromEntries(fields.map((field) => [field, customFact(row, field)])),
  }));
}
