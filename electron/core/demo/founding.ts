/** The demo hospital before its first month: departments, users. */
import type { Role } from '../../../shared/contract/words.ts';
import { addAlias, addDepartment, listDepartments } from '../accounts/departments.ts';
import { foundHospital } from '../accounts/setUp.ts';
import { insertUser } from '../accounts/users.ts';
import type { Actor, Context } from '../context.ts';
import { writeSetting } from '../upkeep/settings.ts';
import type { DemoContent } from './content.ts';
import type { DemoUsers } from './world.ts';

export const demoPassword = 'Demo-2026';
const hospitalName = '市第一人民医院（演示）';

/** Names that exports of this hospital use for its departments. */
const aliases = [
  ['心内科', '心血管内科'],
  ['呼吸科', '呼吸内科'],
  ['消化科', '消化内科'],
  ['神内', '神经内科'],
  ['内分泌', '内分泌科'],
  ['康复科', '康复医学科'],
] as const;

interface DemoUser {
  readonly login: string;
  readonly name: string;
  readonly role: Exclude<Role, 'system'>;
  readonly department?: string;
}

export const demoUsers: readonly DemoUser[] = [
  { login: 'nurse', name: '王静', role: 'nurse' },
  { login: 'nurse2', name: '赵敏', role: 'nurse' },
  { login: 'nurse3', name: '刘洋', role: 'nurse' },
  { login: 'head', name: '李主任', role: 'head', department: '心血管内科' },
  { login: 'head2', name: '孙主任', role: 'head', department: '骨科' },
  { login: 'head3', name: '吴主任', role: 'head', department: '急诊留观' },
  { login: 'supervisor', name: '周主任', role: 'supervisor' },
  { login: 'director', name: '陈院长', role: 'director' },
  { login: 'admin', name: '信息科 赵工', role: 'admin' },
];

/** Departments whose head has a login: their screens shall not be empty. */
export const headed: readonly string[] = demoUsers.flatMap(({ department }) => department ?? []);

/**
 * Founds the hospital. The mark `demo` is written first, so that a second founder waits for it and is then refused.
 * @throws Refusal ALREADY_SET_UP
 */
export async function foundDemo(
  ctx: Context,
  content: DemoContent,
  passwordHash: string,
): Promise<{ users: DemoUsers; departmentIds: ReadonlyMap<string, string> }> {
  await writeSetting(ctx.db, 'demo', '1');
  await foundHospital(ctx, hospitalName);
  for (const { name } of content.departments) await addDepartment(ctx, name, 'clinical');
  const departmentIds = new Map((await listDepartments(ctx)).map((department) => [department.name, department.id]));
  for (const [alias, name] of aliases) await addAlias(ctx.db, alias, departmentIds.get(name) ?? '');
  const actors = new Map<string, Actor>();
  for (const { login, name, role, department } of demoUsers) {
    const departmentId = department === undefined ? null : (departmentIds.get(department) ?? null);
    const id = await insertUser(ctx, { login, name, role, departmentId }, passwordHash);
    actors.set(login, { id, name, role, departmentId });
  }
  const named = (login: string): Actor => {
    const actor = actors.get(login);
    if (!actor) throw new RangeError(`no user ${login}`);
    return actor;
  };
  return {
    users: {
      nurses: ['nurse', 'nurse2', 'nurse3'].map(named),
      heads: ['head', 'head2', 'head3'].map(named),
      supervisor: named('supervisor'),
      admin: named('admin'),
    },
    departmentIds,
  };
}
