/** Counts the month's calls: sample, attempts, final outcomes by AAPOR group (domain §5). */
import { sql } from 'kysely';
import { attemptOutcomes } from '../../../shared/base/contract/words.ts';
import type { Fieldwork } from '../../../shared/reporting/contract/reporting.ts';
import { aaporRates, hospitalRates } from '../../../shared/statistics/rules/aapor.ts';
import { dispositionGroups, outcomeRules } from '../../../shared/worklist/rules/attempts.ts';
import type { Db } from '../base/db/schema.ts';

const contacting = attemptOutcomes.codes.filter((outcome) => outcomeRules[outcome].contacted);

/** Dialled and reached are patients by their dials alone, see `reachedOf`; in one statement for a month. */
export async function countFieldwork(db: Db, month: string, departmentId: string | null): Promise<Fieldwork> {
  const dialled = sql`select 1 from attempt
    where attempt.follow_up_id = follow_up.id and attempt.incoming = 0 and attempt.ended_at is not null`;
  let query = db
    .selectFrom('follow_up')
    .select((eb) => [
      'disposition',
      eb.fn.countAll<number>().as('n'),
      eb.fn.sum<number>(sql<number>`case when exists (${dialled}) then 1 else 0 end`).as('attempted'),
      eb.fn
        .sum<number>(sql<number>`case when exists (${dialled} and attempt.outcome in (${sql.join(contacting)})) then 1 else 0 end`)
        .as('contacted'),
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
