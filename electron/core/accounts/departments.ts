/** Departments and the names exports know them by. */
import type { Department } from '../../../shared/contract/accounts.ts';
import { Refusal } from '../../../shared/contract/errors.ts';
import type { DepartmentKind } from '../../../shared/contract/words.ts';
import { isSensitiveDepartment } from '../../../shared/rules/sampling/sensitive.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/schema.ts';
import { initialsOf } from '../discharges/pinyin.ts';
import type { Input } from '../door.ts';
import { headedDepartments } from '../feedback/deputies.ts';
import { demandNothingOpen } from './closing.ts';

/** A department name as compared: full-width folded, spaces and brackets' content kept, case ignored. */
export function departmentKey(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}

export async function listDepartments({ db }: Pick<Context, 'db'>): Promise<Department[]> {
  const rows = await db
    .selectFrom('department')
    .leftJoin('app_user as deputy', 'deputy.id', 'department.deputy_id')
    .select(['department.id', 'department.name', 'kind', 'sensitive', 'department.active', 'deputy_id as deputyId', 'department.version'])
    .select('deputy.name as deputyName')
    .orderBy('department.active', 'desc')
    .orderBy('kind')
    .orderBy('department.id')
    .execute();
  const headed = await headedDepartments(db);
  return rows.map((row) => ({
    ...row,
    sensitive: row.sensitive === 1,
    active: row.active === 1,
    headed: headed.has(row.id),
    initials: initialsOf(row.name),
  }));
}

/** Department id by every known name and alias, keyed by `departmentKey`. */
export async function departmentIdsByName(db: Db): Promise<Map<string, string>> {
  const aliases = await db.selectFrom('department_alias').selectAll().execute();
  const departments = await db.selectFrom('department').select(['id', 'name']).execute();
  return new Map([
    ...aliases.map((row) => [row.alias, row.department_id] as const),
    ...departments.map((row) => [departmentKey(row.name), row.id] as const),
  ]);
}

/** @param sensitive default: what its name says */
export async function addDepartment(
  ctx: Context,
  name: string,
  kind: DepartmentKind,
  sensitive = isSensitiveDepartment(name),
): Promise<string> {
  const id = ctx.newId();
  await ctx.db
    .insertInto('department')
    .values({ id, name, kind, sensitive: sensitive ? 1 : 0, active: 1 })
    .execute();
  ctx.changed('accounts');
  return id;
}

/** Remembers that exports call a department by another name. */
export async function addAlias(db: Db, name: string, departmentId: string): Promise<void> {
  await db
    .insertInto('department_alias')
    .values({ alias: departmentKey(name), department_id: departmentId })
    .onConflict((conflict) => conflict.column('alias').doUpdateSet({ department_id: departmentId }))
    .execute();
}

/** @throws Refusal BAD_INPUT where the deputy is not an active head or supervisor */
async function demandDeputy(db: Db, deputyId: string | null | undefined): Promise<void> {
  if (!deputyId) return;
  const fits = await db
    .selectFrom('app_user')
    .select('id')
    .where('id', '=', deputyId)
    .where('role', 'in', ['head', 'supervisor'])
    .where('active', '=', 1)
    .executeTakeFirst();
  if (!fits) throw new Refusal('BAD_INPUT', { detail: '代办人应是在用的科主任/护士长或随访办人员' });
}

/** @throws Refusal BAD_INPUT (a name that is taken, the deputy), DEPARTMENT_IN_USE, NOT_FOUND, VERSION_CONFLICT */
export async function saveDepartment(ctx: Context, input: Input<'accounts', 'saveDepartment'>): Promise<Department> {
  const departments = await ctx.db.selectFrom('department').select(['id', 'name', 'active']).execute();
  const same = departments.find(({ id, name }) => id !== input.id && departmentKey(name) === departmentKey(input.name));
  if (same) throw new Refusal('BAD_INPUT', { detail: `科室“${same.name}”已存在` });
  await demandDeputy(ctx.db, input.deputyId);
  const closed = departments.find(({ id, active }) => id === input.id && active === 1 && !input.active);
  if (closed) await demandNothingOpen(ctx.db, closed);
  const values = {
    name: input.name,
    kind: input.kind,
    sensitive: input.sensitive ? (1 as const) : (0 as const),
    active: input.active ? (1 as const) : (0 as const),
    ...(input.deputyId === undefined ? {} : { deputy_id: input.deputyId }),
  };
  const id = input.id ?? (await addDepartment(ctx, input.name, input.kind, input.sensitive));
  const known = input.id === null || departments.some((department) => department.id === id);
  if (!known) throw new Refusal('NOT_FOUND', { what: '科室' });
  const version = input.id === null ? 1 : input.version;
  const changed = await ctx.db
    .updateTable('department')
    .set({ ...values, version: input.id === null ? 1 : version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst();
  if (!changed) throw new Refusal('VERSION_CONFLICT', { what: '科室资料' });
  // Exports go on using the old name; without the alias the next import would make a second department of it.
  const before = departments.find((department) => department.id === id)?.name ?? input.name;
  if (departmentKey(before) !== departmentKey(input.name)) await addAlias(ctx.db, before, id);
  ctx.audit('accounts.saveDepartment', id, { name: input.name });
  ctx.changed('accounts');
  const saved = (await listDepartments(ctx)).find((department) => department.id === id);
  if (!saved) throw new Refusal('NOT_FOUND', { what: '科室' });
  return saved;
}
