/** Contract of the accounts room: set-up, sign-in, users, departments. */
import { z } from 'zod';
import { done, id, long, nothing, read, write } from '../../base/contract/base.ts';
import { departmentKinds, roles } from '../../base/contract/words.ts';

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

export const password = z.string().min(1).max(128);

export const accounts = {
  /** Whether this data folder has a hospital yet. */
  status: read('anyone')
    .input(nothing)
    .output(z.object({ ready: z.boolean(), hospital: z.string().nullable(), demo: z.boolean() })),
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
  /** Lifts the lock that wrong passwords put on a log-in, and the waiting time of the machines they came from. */
  unlock: write(['admin'])
    .input(z.object({ login: z.string().trim().min(1).max(64) }))
    .output(done),
};
