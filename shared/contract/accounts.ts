/** Set-up, log-in, users, departments. */
import { z } from 'zod';
import { isVisibleName } from '../rules/names.ts';
import { done, id, long, month, nothing, read, version, write } from './base.ts';
import { departmentKinds, roles } from './words.ts';

export const user = z.object({
  id,
  login: z.string(),
  name: z.string(),
  role: roles.schema,
  departmentId: id.nullable(),
  departmentName: z.string().nullable(),
  active: z.boolean(),
  version: z.int(),
});
export type User = z.infer<typeof user>;

export const department = z.object({
  id,
  name: z.string(),
  kind: departmentKinds.schema,
  sensitive: z.boolean(),
  active: z.boolean(),
  /** Whether it has a head who can sign in. */
  headed: z.boolean(),
  /** Who acts for it while it has none, besides the supervisor. */
  deputyId: id.nullable(),
  deputyName: z.string().nullable(),
  /** Pinyin initials, to find the name by. */
  initials: z.string(),
  version: z.int(),
});
export type Department = z.infer<typeof department>;

/** Open work of a user; where a kind is no longer hers to do, it is moved. */
export const openWork = z.object({
  followUps: z.int(),
  /** Among the follow-ups. */
  appointments: z.int(),
  /** Without an outcome. */
  calls: z.int(),
  /** In hand, the patient not yet to be told. */
  cases: z.int(),
  /** Whose answer waits to be told to the patient. */
  replies: z.int(),
  /** Sent back to her. */
  reviews: z.int(),
  /** Written for her by name, not read. */
  handOvers: z.int(),
  /** The department without another head, and its open cases: the supervisor acts there 代办. */
  headless: z.object({ department: z.string(), cases: z.int() }).nullable(),
  /** Departments whose named deputy the user is and can no longer be. */
  deputyFor: z.array(z.string()),
});
export type OpenWork = z.infer<typeof openWork>;

const login = z.string().trim().min(2, '用户名至少 2 个字').max(32).refine(isVisibleName, '用户名里没有看得见的字');
const password = z.string().min(1).max(128);
const personName = z.string().trim().min(1, '请填写姓名').max(40).refine(isVisibleName, '姓名里没有看得见的字，请重新填写');
const departmentName = z.string().trim().min(1, '请填写科室名称').max(40).refine(isVisibleName, '科室名称里没有看得见的字，请重新填写');

const standing = { role: roles.schema.exclude(['system']), departmentId: id.nullable(), active: z.boolean() };

export const accounts = {
  /** Whether this data folder has a hospital yet. */
  status: read('anyone')
    .input(nothing)
    .output(z.object({ ready: z.boolean(), hospital: z.string().nullable(), demo: z.boolean() })),
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
  signIn: long('anyone')
    .input(z.object({ login: z.string().max(64), password }))
    .output(z.object({ token: z.string(), user })),
  signOut: write('signedIn').input(nothing).output(done),
  me: read('signedIn')
    .input(nothing)
    .output(z.object({ user, hospital: z.string(), demo: z.boolean() })),
  changePassword: long('signedIn')
    .input(z.object({ current: password, next: password }))
    .output(done),
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
  /** Lifts the lock that wrong passwords put on a log-in, and the waiting time of the machines they came from. */
  unlock: write(['admin'])
    .input(z.object({ login: z.string().trim().min(1).max(64) }))
    .output(done),
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
