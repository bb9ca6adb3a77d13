/** Users of the workstation. */
import type { User } from '../../../shared/accounts/contract/accounts.ts';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import type { Input } from '../base/door.ts';
import { forgetFailures } from './guesses.ts';
import { asLogin, isLoginTaken } from './logins.ts';
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
  user: Omit<Input<'hospital', 'createUser'>, 'password'>,
  passwordHash: string,
): Promise<string> {
  const login = asLogin(user.login);
  if (await isLoginTaken(ctx.db, login)) throw new Refusal('LOGIN_TAKEN', { login });
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
