/** Running numbers of registered feedback: ZG-YYMM-NNN, by the month of registration. */
import { sql } from 'kysely';
import type { Db } from '../base/db/schema.ts';

/**
 * Takes `count` numbers of a month (YYYY-MM). The counter is one row that an upsert locks, so that two nurses who end
 * their calls together never get the same number.
 */
export async function takeNumbers(db: Db, month: string, count: number): Promise<string[]> {
  if (count === 0) return [];
  const { value } = await db
    .insertInto('setting')
    .values({ key: `feedback_number ${month}`, value: String(count) })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ value: sql<string>`cast(cast(setting.value as integer) + ${sql.lit(count)} as text)` }),
    )
    .returning('value')
    .executeTakeFirstOrThrow();
  const last = Number(value);
  const prefix = `ZG-${month.slice(2, 4)}${month.slice(5, 7)}-`;
  return Array.from({ length: count }, (_, index) => `${prefix}${String(last - count + 1 + index).padStart(3, '0')}`);
}
