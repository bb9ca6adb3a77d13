/** Reassigns the open work of a user who is deactivated or changes role or department, in the same transaction. */
import type { OpenWork } from '../../../shared/accounts/contract/accounts.ts';
import { canDeputise, canDo, openWorkWords, type Standing, type WorkKind, workKinds } from '../../../shared/accounts/rules/openWork.ts';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Context } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import { callsOf, endCallsOf, handOversOf, moveHandOvers } from '../calls/index.ts';
import { casesOf, casesOfDepartment, endReplyCallsOf, moveCases, openCases, replyCallsOf } from '../feedback/index.ts';
import { returnReviews, reviewsOf } from '../quality/index.ts';
import { followUpsOf, moveFollowUps, nurseNamed } from '../sampling/index.ts';

type User = Pick<Schema['app_user'], 'id' | 'name' | 'role' | 'department_id'>;
/** What the user will be. */
export interface After extends Standing {
  readonly departmentId: string | null;
}

/** Open work by kind of these users; each kind has its own. */
async function workOf(db: Db, owners: (kind: WorkKind) => readonly string[]): Promise<Omit<OpenWork, 'headless' | 'deputyFor'>> {
  const { cases } = await casesOf(db, owners('cases'));
  const { replies } = await casesOf(db, owners('replies'));
  return {
    ...(await followUpsOf(db, owners('followUps'))),
    calls: (await callsOf(db, owners('calls'))) + (await replyCallsOf(db, owners('calls'))),
    cases,
    replies,
    reviews: await reviewsOf(db, owners('reviews')),
    handOvers: await handOversOf(db, owners('handOvers')),
  };
}

/** The department that this change leaves without a head, with its open cases. */
async function headlessAfter(db: Db, user: User, after: After): Promise<OpenWork['headless']> {
  const departmentId = user.department_id;
  if (user.role !== 'head' || departmentId === null) return null;
  if (after.active && after.role === 'head' && after.departmentId === departmentId) return null;
  const other = await db
    .selectFrom('app_user')
    .select('id')
    .where('role', '=', 'head')
    .where('active', '=', 1)
    .where('department_id', '=', departmentId)
    .where('id', '!=', user.id)
    .limit(1)
    .executeTakeFirst();
  if (other) return null;
  const { name } = await db.selectFrom('department').select('name').where('id', '=', departmentId).executeTakeFirstOrThrow();
  return { department: name, cases: await casesOfDepartment(db, departmentId) };
}

/** The departments whose named deputy the user is and cannot be after the change. */
async function deputyPostsLost(db: Db, user: User, after: After): Promise<string[]> {
  if (canDeputise(after)) return [];
  const rows = await db.selectFrom('department').select('name').where('deputy_id', '=', user.id).orderBy('id').execute();
  return rows.map(({ name }) => name);
}

/** What the user could no longer do after the change. */
export async function openWorkAfter(db: Db, user: User, after: After): Promise<OpenWork> {
  const lost = (kind: WorkKind) => (canDo(kind, after) ? [] : [user.id]);
  return { ...(await workOf(db, lost)), headless: await headlessAfter(db, user, after), deputyFor: await deputyPostsLost(db, user, after) };
}

/** @throws Refusal LAST_SUPERVISOR where open cases would have nobody to review and close them */
async function demandSupervisor(db: Db, user: User, after: After): Promise<void> {
  if (user.role !== 'supervisor' || (after.active && after.role === 'supervisor')) return;
  const other = await db
    .selectFrom('app_user')
    .select('id')
    .where('role', '=', 'supervisor')
    .where('active', '=', 1)
    .where('id', '!=', user.id)
    .limit(1)
    .executeTakeFirst();
  const cases = other ? 0 : await openCases(db);
  if (cases > 0) throw new Refusal('LAST_SUPERVISOR', { name: user.name, cases });
}

/**
 * Moves what the user could no longer do: to a colleague, or to the pool, where every nurse finds it (null). A post as deputy ends.
 * @param to undefined: nothing was said about it
 * @throws Refusal OPEN_WORK where there is something to move and nothing was said, BAD_INPUT (not an active nurse), LAST_SUPERVISOR
 */
export async function moveOpenWork(ctx: Context, user: User, after: After, to: string | null | undefined): Promise<void> {
  await demandSupervisor(ctx.db, user, after);
  const { headless: _, deputyFor, ...work } = await openWorkAfter(ctx.db, user, after);
  const words = openWorkWords(work);
  if (words.length > 0 && to === undefined) throw new Refusal('OPEN_WORK', { name: user.name, work: words.join('、') });
  if (to === user.id) throw new Refusal('BAD_INPUT', { detail: '不能交给本人' });
  if (typeof to === 'string') await nurseNamed(ctx.db, to);
  const { id, name, role } = user;
  // A call is ended first: what becomes of its follow-up decides what there is to move.
  if (!canDo('calls', after)) {
    await endCallsOf(ctx, { id, name, role, departmentId: user.department_id });
    await endReplyCallsOf(ctx, id);
  }
  if (deputyFor.length > 0) {
    await ctx.db.updateTable('department').set({ deputy_id: null }).where('deputy_id', '=', id).execute();
    ctx.audit('accounts.clearDeputy', id, { departments: deputyFor.join('、') });
  }
  if (words.length === 0) return;
  const next = to ?? null;
  if (!canDo('followUps', after)) await moveFollowUps(ctx, id, next);
  if (!canDo('cases', after)) await moveCases(ctx, id, next);
  if (!canDo('reviews', after)) await returnReviews(ctx, user);
  if (!canDo('handOvers', after)) await moveHandOvers(ctx, id, next);
  ctx.audit('accounts.moveOpenWork', id, { to: to ?? 'pool', ...work });
}

/** Nothing open belongs to somebody who cannot do it, and open cases have a supervisor; part of `verify`. */
export async function verifyOpenWork(db: Db): Promise<{ ok: boolean; detail: string }> {
  const users = await db.selectFrom('app_user').select(['id', 'name', 'role', 'active']).orderBy('id').execute();
  const standing = users.map(({ id, name, role, active }) => ({ id, name, role, active: active === 1 }));
  const unfit = (kind: WorkKind) => standing.filter((user) => !canDo(kind, user)).map(({ id }) => id);
  const wrong: string[] = [];
  const all = openWorkWords(await workOf(db, unfit));
  for (const user of all.length === 0 ? [] : standing.filter((one) => workKinds.some((kind) => !canDo(kind, one)))) {
    const lost = (kind: WorkKind) => (canDo(kind, user) ? [] : [user.id]);
    const words = openWorkWords(await workOf(db, lost));
    if (words.length > 0) wrong.push(`${user.name}已不能处理：${words.join('、')}`);
  }
  const supervised = standing.some(({ role, active }) => role === 'supervisor' && active);
  const cases = supervised ? 0 : await openCases(db);
  if (cases > 0) wrong.push(`没有在用的随访办人员，${cases} 件意见无人审核`);
  if (wrong.length === 0) return { ok: true, detail: '未完成的工作都有人负责' };
  return { ok: false, detail: `${wrong.join('；')}。请管理员在“用户与科室”里打开这些用户，选择交给谁后保存` };
}
