/** Counts the replies that wait for the nurse's desk. */
import type { Context } from '../base/context.ts';
import { inScope } from '../feedback/index.ts';

/** Cases the reader may see whose answer waits to be told to the patient. */
export async function repliesWaiting({ db, actor }: Context): Promise<number> {
  const { waiting } = await db
    .selectFrom('feedback')
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .where((eb) => eb.and([inScope(eb, actor), eb('state', '=', 'reviewed')]))
    .executeTakeFirstOrThrow();
  return Number(waiting);
}
