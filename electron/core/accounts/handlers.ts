/** Procedures of the accounts room. */
import type { Handlers } from '../door.ts';
import { listDepartments, saveDepartment } from './departments.ts';
import { endSession } from './sessions.ts';
import { hospitalName, isDemo, setUp } from './setUp.ts';
import { setUpDemo } from './setUpDemo.ts';
import { changePassword, signIn } from './signIn.ts';
import { unlock } from './unlocking.ts';
import { createUser, findUser, listUsers, openWork, resetPassword, updateUser } from './users.ts';

export const accounts: Handlers<'accounts'> = {
  async status({ db }) {
    const hospital = await hospitalName(db);
    return { ready: hospital !== null, hospital, demo: await isDemo(db) };
  },
  setUp,
  setUpDemo,
  signIn,
  async signOut(ctx) {
    ctx.audit('accounts.signOut', ctx.actor.id);
    await endSession(ctx.db, ctx.token);
    return { ok: true };
  },
  async me({ db, actor }) {
    return { user: await findUser(db, actor.id), hospital: (await hospitalName(db)) ?? '', demo: await isDemo(db) };
  },
  changePassword,
  users: listUsers,
  createUser,
  openWork,
  updateUser,
  resetPassword,
  unlock,
  departments: listDepartments,
  saveDepartment,
};
