/** Moves feedback away from a user who leaves, and handles departments that lose their head. */
import type { Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import { endOf } from './replyCalls.ts';
import { isOpenCase } from './scope.ts';

/** Open cases these nurses have in hand: those whose answer waits to be told to the patient, and the others. */
export async function casesOf(db: Db, nurses: readonly string[]): Promise<{ cases: number; replies: number }> {
  if (nurses.length === 0) return { cases: 0, replies: 0 };
  const row = await db
    .selectFrom('feedback')
    .select((eb) => [
      eb.fn.countAll<number>().as('all'),
      eb.fn.sum<number>(eb.case().when('state', '=', 'reviewed').then(1).else(0).end()).as('replies'),
    ])
    .where('nurse_id', 'in', nurses)
    .where(isOpenCase)
    .executeTakeFirstOrThrow();
  const replies = Number(row.replies ?? 0);
  return { cases: Number(row.all) - replies, replies };
}

/** Gives them to a colleague, or to all nurses (null). Who registered them stays written down. */
export async function moveCases(ctx: Context, from: string, to: string | null): Promise<void> {
  await ctx.db.updateTable('feedback').set({ nurse_id: to }).where('nurse_id', '=', from).where(isOpenCase).execute();
  ctx.changed('feedback');
}

/** Reply calls of these users without an outcome. */
const runningCalls = (db: Db, users: readonly string[]) =>
  db.selectFrom('reply_call').selectAll().where('ended_at', 'is', null).where('user_id', 'in', users).orderBy('id');

export const replyCallsOf = async (db: Db, users: readonly string[]): Promise<number> =>
  users.length === 0 ? 0 : (await runningCalls(db, users).execute()).length;

/** Ends the reply call that a user left without an outcome: as far as is known, nobody answered. */
export async function endReplyCallsOf(ctx: Context, userId: string): Promise<void> {
  for (const call of await runningCalls(ctx.db, [userId]).execute()) await endOf(ctx, call, 'no_answer');
}

/** Open cases a department has to answer. */
export async function casesOfDepartment(db: Db, departmentId: string): Promise<number> {
  const row = await db
    .selectFrom('feedback')
    .select((eb) => eb.fn.countAll<number>().as('cases'))
    .where('department_id', '=', departmentId)
    .where(isOpenCase)
    .executeTakeFirstOrThrow();
  return Number(row.cases);
}

/** All open cases. */
export async function openCases(db: Db): Promise<number> {
  const row = await db
    .selectFrom('feedback')
    .select((eb) => eb.fn.countAll<number>().as('cases'))
    .where(isOpenCase)
    .executeTakeFirstOrThrow();
  return Number(row.cases);
}
