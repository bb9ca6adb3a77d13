/** Reads a month's discharges for the frame, with only the columns that the plan uses. */

import { type RawBuilder, sql } from 'kysely';
import { type CustomField, dischargeModes, treatmentOutcomes } from '../../../shared/base/contract/words.ts';
import { isSensitiveDiagnosis } from '../../../shared/base/rules/sensitive.ts';
import { stayDays } from '../../../shared/base/rules/time.ts';
import type { SamplePlan } from '../../../shared/sampling/contract/sampling.ts';
import type { CustomFacts } from '../../../shared/sampling/rules/customRule.ts';
import type { StayFacts } from '../../../shared/sampling/rules/exclusion.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import { portionsOf, stretchOf } from './inPlace.ts';

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
  readonly patientId: string;
  /** Of the month, from 1, and place in `endings`: both in one number. */
  readonly dayAndEnding: number;
  /** Department id, ICD-10 and diagnosis, with `unit` between. */
  readonly setting: string;
}

type Ending = Pick<StayFacts, 'outcome' | 'dischargeMode' | 'dialable' | 'perhapsDied'>;

const either = [false, true];
/** Every outcome, or none, with every mode of discharge, or none, dialable or not, in doubt or not. */
const endings: readonly Ending[] = [null, ...treatmentOutcomes.codes].flatMap((outcome) =>
  [null, ...dischargeModes.codes].flatMap((dischargeMode) =>
    either.flatMap((dialable) => either.map((perhapsDied) => ({ outcome, dischargeMode, dialable, perhapsDied }))),
  ),
);

/** A code's place in its list, from 1; 0 where there is none. */
function placeOf(column: 'outcome' | 'discharge_mode', codes: readonly string[]): RawBuilder<number> {
  const places = codes.map((code, at) => sql`when ${sql.lit(code)} then ${sql.lit(at + 1)}`);
  return sql`case ${sql.ref(column)} ${sql.join(places, sql` `)} else 0 end`;
}

/** Above every day of a month. */
const dayUnit = 32;

const dayAndEnding = sql<number>`((${placeOf('outcome', treatmentOutcomes.codes)} * ${sql.lit(dischargeModes.codes.length + 1)}
  + ${placeOf('discharge_mode', dischargeModes.codes)}) * 4 + dialable * 2
  + case when death_doubt <> '' and death_looked_at is null then 1 else 0 end) * ${sql.lit(dayUnit)} + cast(substr(discharge_date, 9) as integer)`;

/** Stands between the parts of a joined column; neither an id nor a code of diagnosis holds it. */
const unit = '\u001f';
const separator = sql`cast(${unit} as text)`;

interface FrameDepartment {
  readonly name: string;
  readonly sensitive: boolean;
}

/** All departments by id. */
async function frameDepartments(db: Db): Promise<ReadonlyMap<string, FrameDepartment>> {
  const rows = await db.selectFrom('department').select(['id', 'name', 'sensitive']).execute();
  return new Map(rows.map((row) => [row.id, { name: row.name, sensitive: row.sensitive === 1 }]));
}

/** Columns that a plan asks for beside those that are always read. */
function askedColumns(plan: SamplePlan): readonly DischargeColumn[] {
  const asksAge = plan.minAge !== null || plan.maxAge !== null;
  const columns = new Set<DischargeColumn>([
    ...(asksAge ? (['age_years'] as const) : []),
    ...(plan.stratifyBy === 'ward' ? (['ward'] as const) : []),
    ...plan.customRules.flatMap(({ field }) => customColumns[field]),
  ]);
  return [...columns];
}

type Setting = Pick<FrameStay, 'departmentId' | 'department' | 'sensitive'>;

function settingOf(text: string, departments: ReadonlyMap<string, FrameDepartment>): Setting {
  const [departmentId = '', icd10 = '', ...diagnosis] = text.split(unit);
  const { name = '', sensitive = false } = departments.get(departmentId) ?? {};
  return { departmentId, department: name, sensitive: sensitive || isSensitiveDiagnosis(icd10, diagnosis.join(unit)) };
}

/** A month's discharges in the order in which they were read, and their keys in the order of keys. */
export interface MonthStays {
  readonly count: number;
  /** As the database orders texts: code-unit order but for characters beyond the basic plane. */
  readonly keys: readonly string[];
  /** Of each discharge: the place of its key, its patient, its day and ending, where it was and why. */
  readonly ranks: readonly number[];
  readonly patients: readonly string[];
  readonly daysAndEndings: readonly number[];
  readonly settings: readonly Setting[];
  /** As it was read; kept only where the plan asks for more than that. */
  readonly rows: readonly StayRow[];
}

/**
 * The discharges of the plan's month; each different setting is taken apart, and judged, once. Without an order SQLite
 * walks an index of names, back and forth through the whole month.
 */
export async function frameStays(db: Db, plan: SamplePlan): Promise<MonthStays> {
  const departments = await frameDepartments(db);
  const more = askedColumns(plan);
  const [ranks, patients, daysAndEndings, settings, rows]: [number[], string[], number[], Setting[], StayRow[]] = [[], [], [], [], []];
  const known = new Map<string, Setting>();
  const take = (row: StayRow, rank: number) => {
    const setting = known.get(row.setting) ?? settingOf(row.setting, departments);
    known.set(row.setting, setting);
    ranks.push(rank);
    patients.push(row.patientId);
    daysAndEndings.push(row.dayAndEnding);
    settings.push(setting);
    if (more.length > 0) rows.push(row);
  };
  const query = db
    .selectFrom('discharge')
    .select(['patient_id as patientId', ...more])
    .select([
      dayAndEnding.as('dayAndEnding'),
      sql<string>`department_id || ${separator} || icd10 || ${separator} || diagnosis`.as('setting'),
    ]);
  const all = (keys: readonly string[]) => ({ count: ranks.length, keys, ranks, patients, daysAndEndings, settings, rows });
  const stretch = await stretchOf(db, plan.month);
  if (stretch) {
    for (const part of portionsOf(stretch, plan.month)) {
      const found = await query.select(sql<number>`rowid`.as('row')).where(part).execute();
      for (const row of found) take(row, stretch.ranks[row.row - stretch.first] ?? 0);
    }
    return all(stretch.keys);
  }
  const found = await query.select('stay_key as key').where('month', '=', plan.month).orderBy('stay_key').execute();
  for (const [rank, row] of found.entries()) take(row, rank);
  return all(found.map(({ key }) => key));
}

function customFact(row: StayRow, field: CustomField): string | number | null {
  if (field === 'cost') return row.cost_cents === null || row.cost_cents === undefined ? null : row.cost_cents / 100;
  if (field === 'stayDays') return row.discharge_date ? stayDays(row.admission_date ?? null, row.discharge_date) : null;
  const [column] = customColumns[field];
  return (column && row[column]) ?? '';
}

const dayOf = (dayAndEnding: number) => dayAndEnding % dayUnit;

/** For each stay, 1 where its patient has a later one among them; stays that end on one day are told apart by their keys. */
function supersededAmong({ count, keys, ranks, patients, daysAndEndings }: MonthStays): Uint8Array {
  const keyAt = (at: number) => keys[ranks[at] ?? 0] ?? '';
  const dayAt = (at: number) => dayOf(daysAndEndings[at] ?? 0);
  const isLater = (a: number, b: number) => (dayAt(a) === dayAt(b) ? keyAt(a) > keyAt(b) : dayAt(a) > dayAt(b));
  const latest = new Map<string, number>();
  const superseded = new Uint8Array(count);
  for (let at = 0; at < count; at += 1) {
    const patient = patients[at] ?? '';
    const known = latest.get(patient);
    if (known === undefined || isLater(at, known)) latest.set(patient, at);
    if (known !== undefined) superseded[isLater(at, known) ? known : at] = 1;
  }
  return superseded;
}

const noEnding: Ending = { outcome: null, dischargeMode: null, dialable: false, perhapsDied: false };
const nowhere: Setting = { departmentId: '', department: '', sensitive: false };
const nothing: CustomFacts = {};

/** What the rules ask about each of a month's discharges, by its place among them. */
export function factsReader(plan: SamplePlan, stays: MonthStays): (at: number) => FrameStay {
  const fields = plan.customRules.map((rule) => rule.field);
  const days = Array.from({ length: dayUnit }, (_, day) => `${plan.month}-${String(day).padStart(2, '0')}`);
  const superseded = supersededAmong(stays);
  return (at) => {
    const { departmentId, department, sensitive } = stays.settings[at] ?? nowhere;
    const code = stays.daysAndEndings[at] ?? 0;
    const ending = endings[Math.floor(code / dayUnit)] ?? noEnding;
    const row = stays.rows[at];
    return {
      key: stays.keys[stays.ranks[at] ?? 0] ?? '',
      patientId: stays.patients[at] ?? '',
      dischargeDate: days[dayOf(code)] ?? '',
      departmentId,
      department,
      sensitive,
      superseded: superseded[at] === 1,
      ward: row?.ward ?? '',
      ...ending,
      ageYears: row?.age_years ?? null,
      custom: row && fields.length > 0 ? Object.fromEntries(fields.map((field) => [field, customFact(row, field)])) : nothing,
    };
  };
}
