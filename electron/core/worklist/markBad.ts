/** Marks a phone number as bad. */

import type { Db } from '../base/db/schema.ts';

/** Marks the number called as bad; false where it was already. */
export async function markBad(db: Db, phoneId: string): Promise<boolean> {
  const marked = await db
    .updateTable('phone')
    .set({ bad: 1 })
    .where('id', '=', phoneId)
    .where('bad', '=', 0)
    .returning('id')
    .executeTakeFirst();
  return marked !== undefined;
}
