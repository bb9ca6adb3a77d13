/**
 * Copies discharge columns to the follow-up, because the queue is ordered and searched by them and figures count by
 * them; the copies always equal the discharge.
 */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Db } from '../base/db/schema.ts';

const ofStay = (column: string) =>
  sql<string>`(select ${sql.ref(`discharge.${column}`)} from discharge where discharge.id = follow_up.discharge_id)`;

const keys = {
  discharged_on: ofStay('discharge_date'),
  search_name: ofStay('name_key'),
  search_initials: ofStay('pinyin'),
  search_number: ofStay('stay_key'),
  department_id: ofStay('department_id'),
} as const;

/** Some key is not the discharge's. */
const differs = sql<SqlBool>`(${sql.join(
  Object.entries(keys).map(([key, stays]: [string, RawBuilder<string>]) => sql`${sql.ref(key)} <> ${stays}`),
  sql` or `,
)})`;
const idsAtOnce = 5_000;

/**
 * To be called wherever follow-ups are made of these discharges, or the discharges are overwritten. An interview that has begun follows
 * to the corrected department too; one that is finished keeps its discharge from being overwritten.
 */
export async function takeDischargeKeys(db: Db, dischargeIds: readonly string[]): Promise<void> {
  for (let start = 0; start < dischargeIds.length; start += idsAtOnce) {
    const ids = dischargeIds.slice(start, start + idsAtOnce);
    await db.updateTable('follow_up').set(keys).where('discharge_id', 'in', ids).where(differs).execute();
    const department = sql<string>`(select discharge.department_id from discharge where discharge.id = interview.discharge_id)`;
    await db
      .updateTable('interview')
      .set({ department_id: department })
      .where('discharge_id', 'in', ids)
      .where('state', '=', 'open')
      .where('department_id', '!=', department)
      .execute();
  }
}

/** How many follow-ups stand in the queue by a date, are found by a key or are counted for a department that is not their discharge's; part of `verify`. */
export async function wrongQueueKeys(db: Db): Promise<number> {
  const { rows } = await sql<{ wrong: number }>`select count(*) as wrong from follow_up
    join discharge on discharge.id = follow_up.discharge_id
    where follow_up.discharged_on <> discharge.discharge_date or follow_up.search_name <> discharge.name_key
      or follow_up.search_initials <> discharge.pinyin or follow_up.search_number <> discharge.stay_key
      or follow_up.department_id <> discharge.department_id`.execute(db);
  return Number(rows[0]?.wrong ?? 0);
}
