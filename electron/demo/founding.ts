/** Creates the demo hospital's departments and users. */

import type { Role } from '../../shared/base/contract/words.ts';
import { addAlias, addDepartment, insertUser } from '../core/accounts/index.ts';
import type { Actor, Context } from '../core/base/context.ts';
import { writeSetting } from '../core/base/settings.ts';
import { foundHospital, listDepartments } from '../core/hospital/index.ts';
import type { DemoContent } from './content.ts';
import { firstVersion } from './versions.ts';
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

const nurses: readonly DemoUser[] = [
  { login: 'nurse', name: '王静', role: 'nurse' },
  { login: 'nurse2', name: '赵敏', role: 'nurse' },
  { login: 'nurse3', name: '刘洋', role: 'nurse' },
];

/** Calls for a year and leaves in the month in progress. */
const leaver: DemoUser = { login: 'nurse4', name: '陈丽', role: 'nurse' };

const office: readonly DemoUser[] = [
  { login: 'supervisor', name: '周主任', role: 'supervisor' },
  { login: 'director', name: '陈院长', role: 'director' },
  { login: 'admin', name: '信息科 赵工', role: 'admin' },
];

/** Heads by department. 康复医学科 has none: the office acts for it. */
const heads: readonly (readonly [department: string, name: string])[] = [
  ['心血管内科', '李主任'],
  ['骨科', '孙主任'],
  ['急诊留观', '吴主任'],
  ['呼吸内科', '郑主任'],
  ['消化内科', '冯主任'],
  ['神经内科', '褚主任'],
  ['内分泌科', '卫主任'],
  ['肾内科', '蒋主任'],
  ['血液内科', '沈主任'],
  ['风湿免疫科', '韩主任'],
  ['肿瘤科', '杨主任'],
  ['感染科', '朱主任'],
  ['普外科', '秦主任'],
  ['神经外科', '尤主任'],
  ['泌尿外科', '许主任'],
  ['胸外科', '何主任'],
  ['妇科', '吕主任'],
  ['产科', '施主任'],
  ['儿科', '张主任'],
  ['新生儿科', '孔主任'],
  ['眼科', '曹主任'],
  ['耳鼻喉科', '严主任'],
  ['口腔科', '华主任'],
  ['检验科', '金主任'],
  ['放射科', '魏主任'],
  ['超声科', '陶主任'],
  ['药剂科', '姜主任'],
  ['医务部', '戚主任'],
  ['护理部', '谢主任'],
  ['医保办', '邹主任'],
  ['财务科', '喻科长'],
  ['后勤保障科', '柏科长'],
  ['膳食科', '水科长'],
];

const headUsers = heads.map(
  ([department, name], at): DemoUser => ({ login: at === 0 ? 'head' : `head${at + 1}`, name, role: 'head', department }),
);

/** Users to look around as: one or a few of each role. */
export const demoUsers: readonly DemoUser[] = [...nurses, ...headUsers.slice(0, 3), ...office];

/** Departments whose heads are looked around as: their screens shall not be empty. */
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
  await foundHospital(ctx, hospitalName, await firstVersion(ctx));
  for (const { name } of content.departments) await addDepartment(ctx, name, 'clinical');
  const departmentIds = new Map((await listDepartments(ctx)).map((department) => [department.name, department.id]));
  for (const [alias, name] of aliases) await addAlias(ctx.db, alias, departmentIds.get(name) ?? '');
  const actors = new Map<string, Actor>();
  for (const { login, name, role, department } of [...nurses, leaver, ...headUsers, ...office]) {
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
      nurses: [...nurses, leaver].map(({ login }) => named(login)),
      leaver: named(leaver.login),
      heads: headUsers.map(({ login }) => named(login)),
      supervisor: named('supervisor'),
      admin: named('admin'),
    },
    departmentIds,
  };
}
