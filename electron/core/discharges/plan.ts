/** What an import would do with every row: compared with the database and with the rows above it, writing nothing. */
import { setImmediate } from 'node:timers/promises';
import { remembered } from '../../../shared/rules/import/remembered.ts';
import { departmentIdsByName, departmentKey } from '../accounts/departments.ts';
import type { Db } from '../db/schema.ts';
import { interviewedOf, type KnownStay, knownStays } from './existing.ts';
import type { StayPortion } from './portions.ts';
import type { StayFacts } from './seal.ts';
import { storedHash } from './stored.ts';

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
}

/** The user's choice for a department name of the file: an existing one, or null for a new one. Keys by `departmentKey`. */
export type DepartmentChoices = ReadonlyMap<string, string | null>;

const interviewed = '内容有变化，但访谈已完成，未覆盖';

function duplicateOf(facts: StayFacts, first: StayFacts): Pick<PlannedRow, 'kind' | 'reason'> {
  if (first.nameKey === facts.nameKey) return { kind: 'duplicate', reason: `与第 ${first.row} 行重复` };
  return { kind: 'rejected', reason: `住院号与出院日期相同但姓名不同：第 ${first.row} 行` };
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

/** Compares stays with what is stored, portion by portion, letting others have their turn in between. */
export async function planImport(db: Db, portions: readonly StayPortion[], choices: DepartmentChoices = new Map()): Promise<ImportPlan> {
  const keyOf = remembered(departmentKey);
  const idOf = departmentFinder(await departmentIdsByName(db), choices);
  const knownOf = await knownStays(db);
  const firsts = new Map<string, StayFacts>();
  const unknown = new Map<string, { name: string; rows: number }>();
  const rows: PlannedRow[] = [];
  for (const [portion, { facts: all }] of portions.entries()) {
    const known = await knownOf(all.map((facts) => facts.stayKey));
    const changed: string[] = [];
    const start = rows.length;
    for (const [index, facts] of all.entries()) {
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
      if (storedId !== null) changed.push(storedId);
      rows.push({ facts, kind, reason, departmentId, storedId, portion, index });
    }
    const finished = await interviewedOf(db, changed);
    for (let at = start; finished.size > 0 && at < rows.length; at += 1) {
      const row = rows[at];
      if (row?.storedId && finished.has(row.storedId)) rows[at] = { ...row, kind: 'rejected', reason: interviewed };
    }
    await setImmediate();
  }
  return { rows, unknownDepartments: [...unknown.values()] };
}
