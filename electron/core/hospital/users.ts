/** Lists, adds and changes users. */

import type { OpenWork, User } from '../../../shared/accounts/contract/accounts.ts';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { endSessionsOf, findUser, hashPassword, insertUser, storePassword } from '../accounts/index.ts';
import type { Context, LongContext } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { moveOpenWork, openWorkAfter } from './leaving.ts';

/** @throws Refusal BAD_INPUT a head without one; NOT_FOUND one that does not exist */
async function departmentFits(db: Db, role: string, departmentId: string | null): Promise<void> {
  if (role === 'head' && !departmentId) throw new Refusal('BAD_INPUT', { detail: '科主任/护士长必须指定所属科室' });
  if (!departmentId) return;
  const known = await db.selectFrom('department').select('id').where('id', '=', departmentId).executeTakeFirst();
  if (!known) throw new Refusal('NOT_FOUND', { what: '科室' });
}

export async function createUser(ctx: LongContext, input: Input<'hospital', 'createUser'>): Promise<User> {
  const hash = await hashPassword(input.password, input);
  return ctx.transaction(async (tx) => {
    await departmentFits(tx.db, input.role, input.departmentId);
    return findUser(tx.db, await insertUser(tx, input, hash));
  });
}

/** @throws Refusal NOT_FOUND */
export async function openWork({ db }: Context, input: Input<'hospital', 'openWork'>): Promise<OpenWork> {
  const { id, role, departmentId } = await findUser(db, input.id);
  return openWorkAfter(db, { id, name: '', role, department_id: departmentId }, input);
}

/** @throws Refusal BAD_INPUT, NOT_FOUND, and as `moveOpenWork` */
export async function updateUser(ctx: Context, input: Input<'hospital', 'updateUser'>): Promise<User> {
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

export async function resetPassword(
  ctx: LongContext,
  input: Input<'hospital', 'resetPassword'>,
): Promise<Output<'hospital', 'resetPassword'>> {
  const user = await ctx.transaction((tx) => findUser(tx.db, input.id));
  const hash = await hashPassword(input.password, user);
  await ctx.transaction((tx) => storePassword(tx, user, hash, 'accounts.resetPassword'));
  return { ok: true };
}
