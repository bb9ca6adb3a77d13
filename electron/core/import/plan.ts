/** Plans an import: compares every row with the database and with the rows above it, and writes nothing. */
import { setImmediate } from 'node:timers/promises';
import { remembered } from '../../../shared/base/rules/remembered.ts';
import { type FieldEffect, type MergedField, type MergePolicy, wholeFile } from '../../../shared/import/rules/merging.ts';
import { departmentIdsByName, departmentKey } from '../accounts/index.ts';
import type { Db } from '../base/db/schema.ts';
import { type StayFacts, storedHash } from '../discharges/index.ts';
import { drawnOf, interviewedOf, type KnownStay, knownStays, storedStays } from './existing.ts';
import { mergeInto } from './merging.ts';
import type { StayPortion } from './portions.ts';

export type RowKind = 'new' | 'changed' | 'unchanged' | 'duplicate' | 'rejected';

export interface PlannedRow {
  readonly facts: StayFacts;
  readonly kind: RowKind;
  readonly reason: string | null;
  /** Null while the department is still unknown. */
  readonly departmentId: string | null;
  /** The stored discharge that differs from this row. */
  readonly storedId: string | null;
  /** Which portion holds the stay, and where in it. */
  readonly portion: number;
  readonly index: number;
}

export interface ImportPlan {
  readonly rows: readonly PlannedRow[];
  /** Names as the file writes them, with row counts, in order of appearance. */
  readonly unknownDepartments: readonly { readonly name: string; readonly rows: number }[];
  /** What the changed rows do to the stays there are, by field. */
  readonly effects: ReadonlyMap<MergedField, Readonly<Record<FieldEffect['effect'], number>>>;
  /** Changed rows whose stay is drawn already. */
  readonly drawn: number;
}

/** How a file is compared: the user's choices of departments, and how its rows are merged into what is stored. */
export interface PlanOrder {
  readonly departments?: DepartmentChoices | undefined;
  readonly policy?: MergePolicy | undefined;
}

/** The user's choice for a department name of the file: an existing one, or null for a new one. Keys by `departmentKey`. */
export type DepartmentChoices = ReadonlyMap<string, string | null>;

const interviewed = '内容有变化，但访谈已完成，未覆盖';

const placeOf = ({ sheet, row }: StayFacts) => `${sheet === '' ? '' : `工作表“${sheet}”`}第 ${row} 行`;

function duplicateOf(facts: StayFacts, first: StayFacts): Pick<PlannedRow, 'kind' | 'reason'> {
  if (first.nameKey === facts.nameKey) return { kind: 'duplicate', reason: `与${placeOf(first)}重复` };
  return { kind: 'rejected', reason: `住院号与出院日期相同但姓名不同：${placeOf(first)}` };
}

/** Department ids of the file's names: the user's choices first, then names and aliases. */
function departmentFinder(known: ReadonlyMap<string, string>, choices: DepartmentChoices): (name: string) => string | null {
  const found = new Map<string, string | null>();
  return (name) => {
    const before = found.get(name);
    if (before !== undefined) return before;
    const key = departmentKey(name);
    const id = choices.get(key) ?? known.get(key) ?? null;
    found.set(name, id);
    return id;
  };
}

type Comparison = Pick<PlannedRow, 'kind' | 'reason' | 'storedId'>;

function compared(facts: StayFacts, departmentId: string | null, before: KnownStay | undefined): Comparison {
  if (!before) return { kind: 'new', reason: null, storedId: null };
  const same = departmentId !== null && before.content_hash === storedHash(facts.contentHash, departmentId);
  return same ? { kind: 'unchanged', reason: null, storedId: null } : { kind: 'changed', reason: null, storedId: before.id };
}

/** What became of the rows of a portion that differ from what is stored. */
interface Differences {
  /** Stored stays that a row changes nothing of. */
  readonly same: ReadonlySet<string>;
  /** Of the others, what their rows do, by stored id. */
  readonly effects: ReadonlyMap<string, readonly FieldEffect[]>;
  readonly interviewed: ReadonlySet<string>;
  readonly drawn: ReadonlySet<string>;
}

type Changed = PlannedRow & { readonly storedId: string };
const isChanged = (row: PlannedRow): row is Changed => row.storedId !== null;

async function differencesOf(db: Db, rows: readonly Changed[], portion: StayPortion, policy: MergePolicy): Promise<Differences> {
  const ids = rows.map((row) => row.storedId);
  const stored = await storedStays(db, ids);
  const stays = rows.length > 0 ? portion.unpack() : [];
  const same = new Set<string>();
  const effects = new Map<string, readonly FieldEffect[]>();
  for (const { storedId, index, departmentId } of rows) {
    const [before, given] = [stored.get(storedId), stays[index]];
    if (!before || !given) continue;
    const merged = mergeInto(before, given, policy);
    if (merged.same && departmentId === before.row.department_id) same.add(storedId);
    effects.set(storedId, merged.effects);
  }
  const changed = ids.filter((id) => !same.has(id));
  return { same, effects, interviewed: await interviewedOf(db, changed), drawn: await drawnOf(db, changed) };
}

/** Compares stays with what is stored, portion by portion, letting others have their turn in between. */
export async function planImport(
  db: Db,
  portions: readonly StayPortion[],
  { departments = new Map(), policy = wholeFile }: PlanOrder = {},
): Promise<ImportPlan> {
  const keyOf = remembered(departmentKey);
  const idOf = departmentFinder(await departmentIdsByName(db), departments);
  const knownOf = await knownStays(db);
  const firsts = new Map<string, StayFacts>();
  const unknown = new Map<string, { name: string; rows: number }>();
  const effects = new Map<MergedField, Record<FieldEffect['effect'], number>>();
  let drawn = 0;
  const rows: PlannedRow[] = [];
  for (const [at, portion] of portions.entries()) {
    const known = await knownOf(portion.facts.map((facts) => facts.stayKey));
    const compareds: PlannedRow[] = [];
    for (const [index, facts] of portion.facts.entries()) {
      const departmentId = idOf(facts.department);
      if (departmentId === null) {
        const key = keyOf(facts.department);
        const entry = unknown.get(key) ?? { name: facts.department, rows: 0 };
        entry.rows += 1;
        unknown.set(key, entry);
      }
      const first = firsts.get(facts.stayKey);
      if (!first) firsts.set(facts.stayKey, facts);
      const { kind, reason, storedId } = first
        ? { ...duplicateOf(facts, first), storedId: null }
        : compared(facts, departmentId, known.get(facts.stayKey));
      compareds.push({ facts, kind, reason, departmentId, storedId, portion: at, index });
    }
    const differences = await differencesOf(db, compareds.filter(isChanged), portion, policy);
    for (const row of compareds) {
      const settled = settledRow(row, differences);
      rows.push(settled);
      if (settled.kind !== 'changed' || settled.storedId === null) continue;
      if (differences.drawn.has(settled.storedId)) drawn += 1;
    }
    for (const row of compareds.filter(isChanged)) {
      if (differences.interviewed.has(row.storedId)) continue;
      for (const { field, effect } of differences.effects.get(row.storedId) ?? []) {
        const counts = effects.get(field) ?? { changed: 0, emptied: 0, kept: 0 };
        counts[effect] += 1;
        effects.set(field, counts);
      }
    }
    await setImmediate();
  }
  return { rows, unknownDepartments: [...unknown.values()], effects, drawn };
}

/** A row that differs, once it is known what it changes. */
function settledRow(row: PlannedRow, { same, interviewed: finished }: Differences): PlannedRow {
  if (row.storedId === null) return row;
  if (same.has(row.storedId)) return { ...row, kind: 'unchanged', storedId: null };
  return finished.has(row.storedId) ? { ...row, kind: 'rejected', reason: interviewed } : row;
}
