/** Users of the workstation and their log-in. */
import type { ExpressionBuilder } from 'kysely';

import type { OpenWork, User } from '../../../shared/contract/accounts.ts';
import { Refusal } from '../../../shared/contract/errors.ts';
import { civilTimeOf } from '../../../shared/rules/time.ts';
import type { Context, LongContext } from '../context.ts';
import type { Db, Schema } from '../db/schema.ts';
import type { Input, Output } from '../door.ts';
import { moveOpenWork, openWorkAfter } from './leaving.ts';
import { hashPassword, passwordFits } from './passwords.ts';
import { endSessionsOf, startSession } from './sessions.ts';

const failuresAllowed = 5;
const lockMinutes = 15;
/** A hash to check against where the login is unknown, so that both answers take the same time. */
const decoy = hashPassword('no such user: 0', 'decoy');

function users(db: Db) {
  return db
    .selectFrom('app_user')
    .leftJoin('department', 'department.id', 'app_user.department_id')
    .select([
      'app_user.id',
      'login',
      'app_user.name',
      'role',
      'app_user.department_id as departmentId',
      'department.name as departmentName',
      'app_user.active',
    ]);
}

type UserRow = Omit<User, 'active'> & { active: number };
const asUser = (row: UserRow): User => ({ ...row, active: row.active === 1 });

export async function findUser(db: Db, id: string): Promise<User> {
  const row = await users(db).where('app_user.id', '=', id).executeTakeFirst();
  if (!row) throw new Refusal('NOT_FOUND', { what: '用户' });
  return asUser(row);
}

export async function listUsers({ db }: Context): Promise<User[]> {
  const rows = await users(db)
    .where('role', '!=', 'system')
    .orderBy('app_user.active', 'desc')
    .orderBy('role')
    .orderBy('app_user.id')
    .execute();
  return rows.map(asUser);
}

/** Adds a user whose password is already hashed. */
export async function insertUser(
  ctx: Context,
  user: Omit<Input<'accounts', 'createUser'>, 'password'>,
  passwordHash: string,
): Promise<string> {
  const login = user.login.toLowerCase();
  const id = ctx.newId();
  const added = await ctx.db
    .insertInto('app_user')
    .values({
      id,
      login,
      name: user.name,
      role: user.role,
      department_id: user.departmentId,
      password_hash: passwordHash,
      failed_count: 0,
      locked_until: null,
      active: 1,
      created_at: ctx.now,
    })
    .onConflict((conflict) => conflict.column('login').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) throw new Refusal('LOGIN_TAKEN', { login });
  ctx.audit('accounts.createUser', id, { role: user.role });
  ctx.changed('accounts');
  return id;
}

/** @throws Refusal BAD_INPUT a head without one; NOT_FOUND one that does not exist */
async function departmentFits(db: Db, role: string, departmentId: string | null): Promise<void> {
  if (role === 'head' && !departmentId) throw new Refusal('BAD_INPUT', { detail: '科主任/护士长必须指定所属科室' });
  if (!departmentId) return;
  const known = await db.selectFrom('department').select('id').where('id', '=', departmentId).executeTakeFirst();
  if (!known) throw new Refusal('NOT_FOUND', { what: '科室' });
}

export async function createUser(ctx: LongContext, input: Input<'accounts', 'createUser'>): Promise<User> {
  const hash = await hashPassword(input.password, input.login);
  return ctx.transaction(async (tx) => {
    await departmentFits(tx.db, input.role, input.departmentId);
    return findUser(tx.db, await insertUser(tx, input, hash));
  });
}

/** @throws Refusal NOT_FOUND */
export async function openWork({ db }: Context, input: Input<'accounts', 'openWork'>): Promise<OpenWork> {
  const { id, role, departmentId } = await findUser(db, input.id);
  return openWorkAfter(db, { id, name: '', role, department_id: departmentId }, input);
}

/** @throws Refusal BAD_INPUT, NOT_FOUND, and as `moveOpenWork` */
export async function updateUser(ctx: Context, input: Input<'accounts', 'updateUser'>): Promise<User> {
  await departmentFits(ctx.db, input.role, input.departmentId);
  if (input.id === ctx.actor.id && (!input.active || input.role !== 'admin'))
    throw new Refusal('BAD_INPUT', { detail: '不能停用自己或取消自己的管理员角色' });
  const before = await ctx.db
    .selectFrom('app_user')
    .select(['id', 'name', 'role', 'department_id'])
    .where('id', '=', input.id)
    .executeTakeFirst();
  if (!before) throw new Refusal('NOT_FOUND', { what: '用户' });
  await moveOpenWork(ctx, before, input, input.handTo);
  await ctx.db
    .updateTable('app_user')
    .set({ name: input.name, role: input.role, department_id: input.departmentId, active: input.active ? 1 : 0 })
    .where('id', '=', input.id)
    .execute();
  if (!input.active) await endSessionsOf(ctx.db, input.id);
  ctx.audit('accounts.updateUser', input.id, { role: input.role, active: input.active });
  ctx.changed('accounts');
  return findUser(ctx.db, input.id);
}

async function storePassword(tx: Context, userId: string, hash: string, action: string): Promise<void> {
  await tx.db.updateTable('app_user').set({ password_hash: hash, failed_count: 0, locked_until: null }).where('id', '=', userId).execute();
  await endSessionsOf(tx.db, userId);
  tx.audit(action, userId);
}

export async function resetPassword(
  ctx: LongContext,
  input: Input<'accounts', 'resetPassword'>,
): Promise<Output<'accounts', 'resetPassword'>> {
  const user = await ctx.transaction((tx) => findUser(tx.db, input.id));
  const hash = await hashPassword(input.password, user.login);
  await ctx.transaction((tx) => storePassword(tx, input.id, hash, 'accounts.resetPassword'));
  return { ok: true };
}

export async function changePassword(
  ctx: LongContext,
  input: Input<'accounts', 'changePassword'>,
): Promise<Output<'accounts', 'changePassword'>> {
  const row = await ctx.transaction((tx) =>
    tx.db.selectFrom('app_user').select(['login', 'password_hash']).where('id', '=', ctx.actor.id).executeTakeFirst(),
  );
  if (!row || !(await passwordFits(input.current, row.password_hash))) throw new Refusal('WRONG_PASSWORD');
  const hash = await hashPassword(input.next, row.login);
  await ctx.transaction((tx) => storePassword(tx, ctx.actor.id, hash, 'accounts.changePassword'));
  return { ok: true };
}

/**
 * Checks a log-in; a failure is counted even though the call is refused, five lock the account for 15 minutes.
 * @throws Refusal WRONG_PASSWORD, ACCOUNT_LOCKED
 */
export async function signIn(ctx: LongContext, input: Input<'accounts', 'signIn'>): Promise<Output<'accounts', 'signIn'>> {
  const login = input.login.trim().toLowerCase();
  const found = await ctx.transaction((tx) =>
    tx.db
      .selectFrom('app_user')
      .select(['id', 'password_hash', 'locked_until'])
      .where('login', '=', login)
      .where('active', '=', 1)
      .executeTakeFirst(),
  );
  const now = ctx.parts.clock().toISOString();
  if (found?.locked_until && found.locked_until > now) throw locked(found.locked_until);
  const fits = await passwordFits(input.password, found?.password_hash ?? (await decoy));
  if (!found || !fits) throw found ? await countFailure(ctx, found.id) : new Refusal('WRONG_PASSWORD');
  return ctx.transaction(async (tx) => {
    const opened = await tx.db
      .updateTable('app_user')
      .set({ failed_count: 0, locked_until: null })
      .where('id', '=', found.id)
      .where(unlocked(tx.now))
      .returning('id')
      .executeTakeFirst();
    // Locked while the password was being checked: whether it was right is not given away.
    if (!opened) throw await lockedNow(tx, found.id);
    const token = await startSession(tx.db, found.id, tx.now);
    tx.audit('accounts.signIn', found.id, { login });
    return { token, user: await findUser(tx.db, found.id) };
  });
}

const locked = (until: string) => new Refusal('ACCOUNT_LOCKED', { until: civilTimeOf(until) });

async function lockedNow(tx: Context, userId: string): Promise<Refusal> {
  const row = await tx.db.selectFrom('app_user').select('locked_until').where('id', '=', userId).executeTakeFirst();
  return locked(row?.locked_until ?? tx.now);
}

/** Holds for the account while it is not locked. */
const unlocked = (now: string) => (eb: ExpressionBuilder<Schema, 'app_user'>) =>
  eb.or([eb('locked_until', 'is', null), eb('locked_until', '<=', now)]);

async function countFailure(ctx: LongContext, userId: string): Promise<Refusal> {
  return ctx.transaction(async (tx) => {
    // Counted by the database, so that guesses made at the same moment are each counted.
    const counted = await tx.db
      .updateTable('app_user')
      .set((eb) => ({ failed_count: eb('failed_count', '+', 1) }))
      .where('id', '=', userId)
      .where(unlocked(tx.now))
      .returning('failed_count')
      .executeTakeFirst();
    if (!counted) return lockedNow(tx, userId);
    const left = failuresAllowed - counted.failed_count;
    if (left > 0) {
      tx.audit('accounts.signInFailed', userId);
      return new Refusal('WRONG_PASSWORD', { left });
    }
    const until = new Date(Date.parse(tx.now) + lockMinutes * 60_000).toISOString();
    await tx.db.updateTable('app_user').set({ failed_count: 0, locked_until: until }).where('id', '=', userId).execute();
    tx.audit('accounts.locked', userId);
    return locked(until);
  });
}
