/** Users of the workstation. */
import type { OpenWork, User } from '../../../shared/contract/accounts.ts';
import { Refusal } from '../../../shared/contract/errors.ts';
import type { Context, LongContext } from '../context.ts';
import type { Db } from '../db/schema.ts';
import type { Input, Output } from '../door.ts';
import { forgetFailures } from './guesses.ts';
import { moveOpenWork, openWorkAfter } from './leaving.ts';
import { hashPassword } from './passwords.ts';
import { endSessionsOf } from './sessions.ts';

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
      'app_user.version',
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
  const hash = await hashPassword(input.password, input);
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
    .select(['id', 'name', 'role', 'department_id', 'version'])
    .where('id', '=', input.id)
    .executeTakeFirst();
  if (!before) throw new Refusal('NOT_FOUND', { what: '用户' });
  const taken = await ctx.db
    .updateTable('app_user')
    .set({ version: input.version + 1 })
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .returning('id')
    .executeTakeFirst();
  if (!taken) throw new Refusal('VERSION_CONFLICT', { what: '用户资料' });
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

/** A new password ends every session and every lock of its user. */
export async function storePassword(
  tx: Context,
  { id, login }: { readonly id: string; readonly login: string },
  hash: string,
  action: string,
): Promise<void> {
  await tx.db.updateTable('app_user').set({ password_hash: hash }).where('id', '=', id).execute();
  await forgetFailures(tx.db, login);
  await endSessionsOf(tx.db, id);
  tx.audit(action, id);
}

export async function resetPassword(
  ctx: LongContext,
  input: Input<'accounts', 'resetPassword'>,
): Promise<Output<'accounts', 'resetPassword'>> {
  const user = await ctx.transaction((tx) => findUser(tx.db, input.id));
  const hash = await hashPassword(input.password, user);
  await ctx.transaction((tx) => storePassword(tx, user, hash, 'accounts.resetPassword'));
  return { ok: true };
}
