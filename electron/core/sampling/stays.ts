/** A month's discharges as the frame reads them: no more columns than the plan asks about. */
import { sql } from 'kysely';
import type { SamplePlan } from '../../../shared/contract/sampling.ts';
import { type CustomField, dischargeModes, treatmentOutcomes } from '../../../shared/contract/words.ts';
import type { CustomFacts } from '../../../shared/rules/sampling/customRule.ts';
import type { Condition, StayFacts } from '../../../shared/rules/sampling/exclusion.ts';
import { civilDaysBetween } from '../../../shared/rules/time.ts';
import type { Db, Schema } from '../db/schema.ts';

export interface FrameStay extends StayFacts {
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

/** Stands between the parts of a joined column; no export can hold it. */
const unit = '\u001f';

/**
 * Columns with few different values travel joined: reading a column of 100,000 rows costs more than all that is then
 * asked about it.
 */
interface Row extends Partial<Schema['discharge']> {
  readonly stay_key: string;
  readonly patient_id: string;
  readonly discharge_date: string;
  readonly department_id: string;
  /** Outcome, mode of discharge, dialable. */
  readonly ending: string;
  /** ICD-10, diagnosis. */
  readonly condition: string;
}

type Ending = Pick<StayFacts, 'outcome' | 'dischargeMode' | 'dialable'>;

function endingOf(text: string): Ending {
  const [outcome, dischargeMode, dialable] = text.split(unit);
  return {
    outcome: treatmentOutcomes.schema.safeParse(outcome).data ?? null,
    dischargeMode: dischargeModes.schema.safeParse(dischargeMode).data ?? null,
    dialable: dialable === '1',
  };
}

function conditionOf(text: string): Condition {
  const [icd10 = '', diagnosis = ''] = text.split(unit);
  return { icd10, diagnosis };
}

/** Reads each different text once. */
function readOnce<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const fresh = read(text);
    known.set(text, fresh);
    return fresh;
  };
}

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
    'stay_key',
    'patient_id',
    'discharge_date',
    'department_id',
    ...(asksAge ? (['age_years'] as const) : []),
    ...(plan.stratifyBy === 'ward' ? (['ward'] as const) : []),
    ...fields.flatMap((field) => customColumns[field]),
  ]);
  const separator = sql`cast(${unit} as text)`;
  const rows = await db
    .selectFrom('discharge')
    .select([...columns])
    .select([
      sql<string>`coalesce(outcome, '') || ${separator} || coalesce(discharge_mode, '') || ${separator} || cast(dialable as text)`.as(
        'ending',
      ),
      sql<string>`icd10 || ${separator} || diagnosis`.as('condition'),
    ])
    .where('month', '=', plan.month)
    .execute();
  const [ending, condition] = [readOnce(endingOf), readOnce(conditionOf)];
  const nothing: CustomFacts = {};
  return (rows as Row[]).map((row) => {
    const { outcome, dischargeMode, dialable } = ending(row.ending);
    return {
      key: row.stay_key,
      patientId: row.patient_id,
      dischargeDate: row.discharge_date,
      departmentId: row.department_id,
      department: departments.get(row.department_id)?.name ?? '',
      ward: row.ward ?? '',
      outcome,
      dischargeMode,
      dialable,
      ageYears: row.age_years ?? null,
      condition: condition(row.condition),
      custom: fields.length === 0 ? nothing : Object.fromEntries(fields.map((field) => [field, customFact(row, field)])),
    };
  });
}
