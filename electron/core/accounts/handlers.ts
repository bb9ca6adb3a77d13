/** Procedures of the accounts room. */
import type { Handlers } from '../base/door.ts';
import { hospitalName, isDemo } from './hospitalName.ts';
import { endSession } from './sessions.ts';
import { changePassword, signIn } from './signIn.ts';
import { unlock } from './unlocking.ts';
import { findUser } from './users.ts';

export const accounts: Handlers<'accounts'> = {
  async status({ db }) {
    const hospital = await hospitalName(db);
    return { ready: hospital !== null, hospital, demo: await isDemo(db) };
  },
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
  unlock,
};
