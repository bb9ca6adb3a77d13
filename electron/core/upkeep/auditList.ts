/** Lists the audit log for people, newest first. */
import type { Context } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';

export async function auditList({ db }: Context, input: Input<'upkeep', 'audit'>): Promise<Output<'upkeep', 'audit'>> {
  const { total } = await db
    .selectFrom('audit')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('audit')
    .select(['seq', 'at', 'user_name as user', 'action', 'subject', 'detail'])
    .orderBy('seq', 'desc')
    .limit(input.limit)
    .offset(input.offset)
    .execute();
  return { total: Number(total), rows };
}
