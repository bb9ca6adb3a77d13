/** Lists, adds and changes departments. */

import type { Department } from '../../../shared/accounts/contract/accounts.ts';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { addAlias, addDepartment, departmentKey } from '../accounts/index.ts';
import type { Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import type { Input } from '../base/door.ts';
import { initialsOf } from '../base/pinyin.ts';
import { headedDepartments } from '../feedback/index.ts';
import { demandNothingOpen } from './closing.ts';

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
export async function saveDepartment(ctx: Context, input: Input<'hospital', 'saveDepartment'>): Promise<Department> {
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
