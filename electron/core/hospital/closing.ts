/** Closes a department that is no longer used, once it has no head and no open work. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Db } from '../base/db/schema.ts';
import { casesOfDepartment } from '../feedback/index.ts';
import { followUpsOfDepartment } from '../sampling/index.ts';

/** @throws Refusal DEPARTMENT_IN_USE naming its head and what is open there */
export async function demandNothingOpen(db: Db, department: { readonly id: string; readonly name: string }): Promise<void> {
  const heads = await db
    .selectFrom('app_user')
    .select('name')
    .where('role', '=', 'head')
    .where('active', '=', 1)
    .where('department_id', '=', department.id)
    .orderBy('id')
    .execute();
  const cases = await casesOfDepartment(db, department.id);
  const followUps = await followUpsOfDepartment(db, department.id);
  const open = [
    ...(heads.length > 0 ? [`负责人${heads.map(({ name }) => name).join('、')}`] : []),
    ...(cases > 0 ? [`未销账的意见 ${cases} 件`] : []),
    ...(followUps > 0 ? [`未完成的回访 ${followUps} 例`] : []),
  ];
  if (open.length > 0) throw new Refusal('DEPARTMENT_IN_USE', { name: department.name, open: open.join('、') });
}
