/** Contract of the hospital room: first start, users and departments, as the admin maintains them. */
import { z } from 'zod';
import { department, openWork, password, user } from '../../accounts/contract/accounts.ts';
import { done, id, long, month, nothing, read, version, write } from '../../base/contract/base.ts';
import { departmentKinds, roles } from '../../base/contract/words.ts';
import { isVisibleName } from '../../base/rules/names.ts';

const login = z.string().trim().min(2, '用户名至少 2 个字').max(32).refine(isVisibleName, '用户名里没有看得见的字');
const personName = z.string().trim().min(1, '请填写姓名').max(40).refine(isVisibleName, '姓名里没有看得见的字，请重新填写');
const departmentName = z.string().trim().min(1, '请填写科室名称').max(40).refine(isVisibleName, '科室名称里没有看得见的字，请重新填写');
const standing = { role: roles.schema.exclude(['system']), departmentId: id.nullable(), active: z.boolean() };

export const hospital = {
  /** First start: names the hospital and makes the first admin. Refused once set up. */
  setUp: long('anyone')
    .input(
      z.object({
        hospital: z.string().trim().min(2, '请填写医院名称').max(60).refine(isVisibleName, '医院名称里没有看得见的字，请重新填写'),
        name: personName,
        login,
        password,
      }),
    )
    .output(done),
  /** First start: builds the demo hospital; `until` is its last full month (default: the one before this). Progress comes through `upkeep.changes`. Refused once set up. */
  setUpDemo: long('anyone')
    .input(z.object({ until: month.optional() }).default({}))
    .output(z.object({ users: z.array(z.object({ login: z.string(), name: z.string(), role: roles.schema })), password: z.string() })),
  users: read(['admin', 'supervisor']).input(nothing).output(z.array(user)),
  createUser: long(['admin'])
    .input(z.object({ login, name: personName, role: roles.schema.exclude(['system']), departmentId: id.nullable(), password }))
    .output(user),
  /** Open work that the user could no longer do after the change. */
  openWork: read(['admin'])
    .input(z.object({ id, ...standing }))
    .output(openWork),
  /** Open work that the user can no longer do goes to `handTo` in the same step: a nurse, or the pool (null). */
  updateUser: write(['admin'])
    .input(z.object({ id, name: personName, ...standing, handTo: id.nullable().optional(), version }))
    .output(user),
  resetPassword: long(['admin']).input(z.object({ id, password })).output(done),
  departments: read('signedIn').input(nothing).output(z.array(department)),
  saveDepartment: write(['admin'])
    .input(
      z.object({
        id: id.nullable(),
        name: departmentName,
        kind: departmentKinds.schema,
        sensitive: z.boolean(),
        active: z.boolean(),
        /** A head of another department or a supervisor; left out, it stays. */
        deputyId: id.nullable().optional(),
        version: version.default(0),
      }),
    )
    .output(department),
};
