/** Sign-in, and the change of one's own password. Both check a password and count failures. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Context, LongContext } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';
import { countFailure, forgetFailures, giveTurnBack, mayTry, takeTurn } from './guesses.ts';
import { storedLogin } from './logins.ts';
import { decoyHash, hashPassword, passwordFits } from './passwords.ts';
import { startSession } from './sessions.ts';
import { honourRequest } from './unlocking.ts';
import { findUser, storePassword } from './users.ts';

const activeUser = ({ db }: Context, login: string) =>
  db
    .selectFrom('app_user')
    .select(['id', 'name', 'login', 'password_hash'])
    .where('login', '=', login)
    .where('active', '=', 1)
    .executeTakeFirst();

/**
 * Checks the password of a log-in, known or not, in the same steps. A wrong one is counted even though the call is refused.
 * @throws Refusal WRONG_PASSWORD, ACCOUNT_LOCKED, GUESSING_TOO_FAST, SIGN_IN_BUSY
 */
async function checkedUser(ctx: LongContext, login: string, password: string) {
  await honourRequest(ctx, login);
  const user = await ctx.transaction(async (tx) => {
    await mayTry(tx, login);
    await takeTurn(tx, ctx.address);
    return activeUser(tx, login);
  });
  const fits = await passwordFits(password, user?.password_hash ?? (await decoyHash()));
  if (!user || !fits) throw await ctx.transaction((tx) => countFailure(tx, login, user?.id ?? '', ctx.address));
  return user;
}

export async function signIn(ctx: LongContext, input: Input<'accounts', 'signIn'>): Promise<Output<'accounts', 'signIn'>> {
  const login = await ctx.transaction(({ db }) => storedLogin(db, input.login));
  const { id } = await checkedUser(ctx, login, input.password);
  return ctx.transaction(async (tx) => {
    // Locked while the password was being checked: whether it was right is not given away.
    await mayTry(tx, login);
    await forgetFailures(tx.db, login);
    await giveTurnBack(tx.db, ctx.address);
    const token = await startSession(tx.db, id, tx.now);
    tx.audit('accounts.signIn', id, { login, ...(ctx.address ? { address: ctx.address } : {}) });
    return { token, user: await findUser(tx.db, id) };
  });
}

export async function changePassword(
  ctx: LongContext,
  { current, next }: Input<'accounts', 'changePassword'>,
): Promise<Output<'accounts', 'changePassword'>> {
  const own = await ctx.transaction(({ db }) =>
    db.selectFrom('app_user').select('login').where('id', '=', ctx.actor.id).executeTakeFirst(),
  );
  if (!own) throw new Refusal('NOT_FOUND', { what: '用户' });
  const user = await checkedUser(ctx, own.login, current);
  await ctx.transaction(({ db }) => giveTurnBack(db, ctx.address));
  const hash = await hashPassword(next, user, current);
  await ctx.transaction((tx) => storePassword(tx, user, hash, 'accounts.changePassword'));
  return { ok: true };
}
