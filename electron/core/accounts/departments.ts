/** Known departments by their names and aliases. */
import type { DepartmentKind } from '../../../shared/base/contract/words.ts';
import { isSensitiveDepartment } from '../../../shared/base/rules/sensitive.ts';
import type { Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';

/** A department name as compared: full-width folded, spaces and brackets' content kept, case ignored. */
export function departmentKey(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
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
