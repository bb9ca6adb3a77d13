/** What an import would do with every row: compared with the database and with the rows above it, writing nothing. */
import { departmentIdsByName, departmentKey } from '../accounts/departments.ts';
import type { Db } from '../db/schema.ts';
import { changesOf, type FieldChange } from './changes.ts';
import { interviewedOf, knownStays, type StoredStay, storedStays } from './existing.ts';
import type { SealedStay } from './seal.ts';
import { storedHash } from './stored.ts';

export type RowKind = 'new' | 'changed' | 'unchanged' | 'duplicate' | 'rejected';

export interface PlannedRow {
  readonly stay: SealedStay;
  readonly kind: RowKind;
  readonly reason: string | null;
  /** Null while the department is still unknown. */
  readonly departmentId: string | null;
  readonly stored: StoredStay | null;
  readonly changes: readonly FieldChange[];
}

export interface ImportPlan {
  readonly rows: readonly PlannedRow[];
  /** Names as the file writes them, with row counts, in order of appearance. */
  readonly unknownDepartments: readonly { readonly name: string; readonly rows: number }[];
}

/** The user's choice for a department name of the file: an existing one, or null for a new one. Keys by `departmentKey`. */
export type DepartmentChoices = ReadonlyMap<string, string | null>;

const interviewed = '内容有变化，但访谈已完成，未覆盖';

function duplicateOf(stay: SealedStay, first: SealedStay): Pick<PlannedRow, 'kind' | 'reason'> {
  if (first.nameKey === stay.nameKey) return { kind: 'duplicate', reason: `与第 ${first.row} 行重复` };
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

/** Compares stays with what is stored, in bulk. */
export async function planImport(db: Db, stays: readonly SealedStay[], choices: DepartmentChoices = new Map()): Promise<ImportPlan> {
  const idOf = departmentFinder(await departmentIdsByName(db), choices);
  const known = await knownStays(
    db,
    stays.map((stay) => stay.stayKey),
  );
  const firsts = new Map<string, SealedStay>();
  const unknown = new Map<string, { name: string; rows: number }>();
  const changed: string[] = [];
  const draft = stays.map((stay) => {
    const departmentId = idOf(stay.department);
    if (departmentId === null) {
      const entry = unknown.get(departmentKey(stay.department)) ?? { name: stay.department, rows: 0 };
      entry.rows += 1;
      unknown.set(departmentKey(stay.department), entry);
    }
    const first = firsts.get(stay.stayKey);
    if (first) return { stay, departmentId, ...duplicateOf(stay, first), storedId: null };
    firsts.set(stay.stayKey, stay);
    const before = known.get(stay.stayKey);
    if (!before) return { stay, departmentId, kind: 'new' as const, reason: null, storedId: null };
    if (departmentId !== null && before.content_hash === storedHash(stay.contentHash, departmentId))
      return { stay, departmentId, kind: 'unchanged' as const, reason: null, storedId: null };
    changed.push(before.id);
    return { stay, departmentId, kind: 'changed' as const, reason: null, storedId: before.id };
  });
  const stored = await storedStays(db, changed);
  const finished = await interviewedOf(db, changed);
  const names = changed.length > 0 ? await departmentNames(db) : new Map<string, string>();
  const rows = draft.map(({ storedId, ...row }): PlannedRow => {
    const before = storedId === null ? null : (stored.get(storedId) ?? null);
    if (before === null) return { ...row, stored: null, changes: [] };
    const changes = changesOf(row.stay, before, names);
    if (finished.has(before.row.id)) return { ...row, kind: 'rejected', reason: interviewed, stored: null, changes };
    return { ...row, stored: before, changes };
  });
  return { rows, unknownDepartments: [...unknown.values()] };
}

async function departmentNames(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('department').select(['id', 'name']).execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
