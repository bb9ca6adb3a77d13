/** A month's discharges as the frame reads them: no more columns than the plan asks about. */
import { type RawBuilder, sql } from 'kysely';
import type { SamplePlan } from '../../../shared/contract/sampling.ts';
import { type CustomField, dischargeModes, treatmentOutcomes } from '../../../shared/contract/words.ts';
import type { CustomFacts } from '../../../shared/rules/sampling/customRule.ts';
import type { StayFacts } from '../../../shared/rules/sampling/exclusion.ts';
import { isSensitiveDiagnosis } from '../../../shared/rules/sampling/sensitive.ts';
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

/**
 * A discharge as it is read. Making texts of 100,000 rows costs more than all that is then asked about them: what has few
 * values comes as a number, and texts that go together come as one.
 */
export interface StayRow extends Partial<Schema['discharge']> {
  readonly key: string;
  readonly patientId: string;
  /** Of the month, from 1. */
  readonly day: number;
  /** Place in `endings`. */
  readonly ending: number;
  /** Department id, ICD-10 and diagnosis, with `unit` between. */
  readonly setting: string;
}

type Ending = Pick<StayFacts, 'outcome' | 'dischargeMode' | 'dialable'>;

/** Every outcome, or none, with every mode of discharge, or none, dialable or not. */
const endings: readonly Ending[] = [null, ...treatmentOutcomes.codes].flatMap((outcome) =>
  [null, ...dischargeModes.codes].flatMap((dischargeMode) => [false, true].map((dialable) => ({ outcome, dischargeMode, dialable }))),
);

/** A code's place in its list, from 1; 0 where there is none. */
function placeOf(column: 'outcome' | 'discharge_mode', codes: readonly string[]): RawBuilder<number> {
  const places = codes.map((code, at) => sql`when ${sql.lit(code)} then ${sql.lit(at + 1)}`);
  return sql`case ${sql.ref(column)} ${sql.join(places, sql` `)} else 0 end`;
}

const endingPlace = sql<number>`(${placeOf('outcome', treatmentOutcomes.codes)} * ${sql.lit(dischargeModes.codes.length + 1)}
  + ${placeOf('discharge_mode', dischargeModes.codes)}) * 2 + dialable`;

/** Stands between the parts of a joined column; neither an id nor a code of diagnosis holds it. */
const unit = '\u001f';
const separator = sql`cast(${unit} as text)`;

export interface FrameDepartment {
  readonly name: string;
  readonly sensitive: boolean;
}

/** All departments by id. */
export async function frameDepartments(db: Db): Promise<ReadonlyMap<string, FrameDepartment>> {
  const rows = await db.selectFrom('department').select(['id', 'name', 'sensitive']).execute();
  return new Map(rows.map((row) => [row.id, { name: row.name, sensitive: row.sensitive === 1 }]));
}

/**
 * The discharges of the plan's month by key, as the database orders texts: code-unit order but for characters beyond the
 * basic plane. Without an order SQLite walks an index of names, back and forth through the whole month.
 */
export async function frameStays(db: Db, plan: SamplePlan): Promise<readonly StayRow[]> {
  const asksAge = plan.minAge !== null || plan.maxAge !== null;
  const columns = new Set<DischargeColumn>([
    ...(asksAge ? (['age_years'] as const) : []),
    ...(plan.stratifyBy === 'ward' ? (['ward'] as const) : []),
    ...plan.customRules.flatMap(({ field }) => customColumns[field]),
  ]);
  return db
    .selectFrom('discharge')
    .select(['stay_key as key', 'patient_id as patientId', ...columns])
    .select([
      sql<number>`cast(substr(discharge_date, 9) as integer)`.as('day'),
      endingPlace.as('ending'),
      sql<string>`department_id || ${separator} || icd10 || ${separator} || diagnosis`.as('setting'),
    ])
    .where('month', '=', plan.month)
    .orderBy('stay_key')
    .execute();
}

function customFact(row: StayRow, field: CustomField): string | number | null {
  if (field === 'cost') return row.cost_cents === null || row.cost_cents === undefined ? null : row.cost_cents / 100;
  if (field === 'stayDays')
    return row.admission_date && row.discharge_date ? civilDaysBetween(row.admission_date, row.discharge_date) : null;
  const [column] = customColumns[field];
  return (column && row[column]) ?? '';
}

type Setting = Pick<FrameStay, 'departmentId' | 'department' | 'sensitive'>;

function settingOf(text: string, departments: ReadonlyMap<string, FrameDepartment>): Setting {
  const [departmentId = '', icd10 = '', ...diagnosis] = text.split(unit);
  const { name = '', sensitive = false } = departments.get(departmentId) ?? {};
  return { departmentId, department: name, sensitive: sensitive || isSensitiveDiagnosis(icd10, diagnosis.join(unit)) };
}

const isLater = (a: StayRow, b: StayRow) => (a.day === b.day ? a.key > b.key : a.day > b.day);

/** Whether the patient has a later stay among them; stays that end on one day are told apart by their keys. */
function supersededAmong(stays: readonly StayRow[]): (stay: StayRow) => boolean {
  const latest = new Map<string, StayRow>();
  const superseded = new Set<StayRow>();
  for (const stay of stays) {
    const known = latest.get(stay.patientId);
    if (!known || isLater(stay, known)) latest.set(stay.patientId, stay);
    if (known) superseded.add(isLater(stay, known) ? known : stay);
  }
  return (stay) => superseded.has(stay);
}

const noEnding: Ending = { outcome: null, dischargeMode: null, dialable: false };
const nothing: CustomFacts = {};

/** What the rules ask about each of a month's discharges; each different setting is taken apart, and judged, once. */
export function factsReader(
  plan: SamplePlan,
  departments: ReadonlyMap<string, FrameDepartment>,
  stays: readonly StayRow[],
): (row: StayRow) => FrameStay {
  const fields = plan.customRules.map((rule) => rule.field);
  const days = Array.from({ length: 32 }, (_, day) => `${plan.month}-${String(day).padStart(2, '0')}`);
  const settings = new Map<string, Setting>();
  const isSuperseded = supersededAmong(stays);
  return (row) => {
    const known = settings.get(row.setting);
    const setting = known ?? settingOf(row.setting, departments);
    if (!known) settings.set(row.setting, setting);
    const { outcome, dischargeMode, dialable } = endings[row.ending] ?? noEnding;
    return {
      key: row.key,
      patientId: row.patientId,
      dischargeDate: days[row.day] ?? '',
      departmentId: setting.departmentId,
      department: setting.department,
      sensitive: setting.sensitive,
      superseded: isSuperseded(row),
      ward: row.ward ?? '',
      outcome,
      dischargeMode,
      dialable,
      ageYears: row.age_years ?? null,
      custom: fields.length === 0 ? nothing : Object.fromEntries(fields.map((field) => [field, customFact(row, field)])),
    };
  };
}
