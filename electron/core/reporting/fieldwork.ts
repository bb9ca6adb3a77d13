/** The month's calls: sample, attempts, final outcomes by AAPOR group (domain §5). */
import { sql } from 'kysely';
import type { Fieldwork } from '../../../shared/contract/reporting.ts';
import { dispositionGroups } from '../../../shared/rules/attempts.ts';
import { aaporRates, hospitalRates } from '../../../shared/rules/statistics/aapor.ts';
import type { Db } from '../db/schema.ts';

export async function countFieldwork(db: Db, month: string, departmentId: string | null): Promise<Fieldwork> {
  let query = db
    .selectFrom('follow_up')
    .select((eb) => [
      'disposition',
      eb.fn.countAll<number>().as('n'),
      eb.fn.sum<number>(sql<number>`case when attempts > 0 then 1 else 0 end`).as('attempted'),
      eb.fn.sum<number>('contacted').as('contacted'),
    ])
    .where('month', '=', month);
  if (departmentId) query = query.where('department_id', '=', departmentId);
  const rows = await query.groupBy('disposition').orderBy('disposition').execute();
  const counts = { I: 0, P: 0, R: 0, NC: 0, O: 0, U: 0, NE: 0 };
  let sampled = 0;
  let attempted = 0;
  let contacted = 0;
  for (const row of rows) {
    const n = Number(row.n);
    // A follow-up that is not final counts as U.
    counts[row.disposition ? dispositionGroups[row.disposition] : 'U'] += n;
    sampled += n;
    attempted += Number(row.attempted);
    contacted += Number(row.contacted);
  }
  return {
    sampled,
    attempted,
    contacted,
    counts,
    ...aaporRates(counts),
    ...hospitalRates({ sampled, attempted, contacted, completed: counts.I }),
  };
}
