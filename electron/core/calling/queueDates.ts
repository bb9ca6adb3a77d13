/** The date by which the queue is ordered: kept with the follow-up, always the discharge's own. */
import { type SqlBool, sql } from 'kysely';
import type { Db } from '../db/schema.ts';

const dateOfStay = sql<string>`(select discharge.discharge_date from discharge where discharge.id = follow_up.discharge_id)`;
const idsAtOnce = 5_000;

/** To be called wherever follow-ups are made of these discharges, or the discharges are overwritten. */
export async function takeDischargeDates(db: Db, dischargeIds: readonly string[]): Promise<void> {
  for (let start = 0; start < dischargeIds.length; start += idsAtOnce)
    await db
      .updateTable('follow_up')
      .set({ discharged_on: dateOfStay })
      .where('discharge_id', 'in', dischargeIds.slice(start, start + idsAtOnce))
      .where(sql<SqlBool>`discharged_on <> ${dateOfStay}`)
      .execute();
}

/** How many follow-ups stand in the queue by a date that is not their discharge's; part of `verify`. */
export async function wrongQueueDates(db: Db): Promise<number> {
  const { rows } = await sql<{ wrong: number }>`select count(*) as wrong from follow_up
    join discharge on discharge.id = follow_up.discharge_id where follow_up.discharged_on <> discharge.discharge_date`.execute(db);
  return Number(rows[0]?.wrong ?? 0);
}
