/** The month's calls: sample, attempts, final outcomes by AAPOR group (domain §5). */
import { sql } from 'kysely';
import type { Fieldwork } from '../../../shared/contract/reporting.ts';
import type { Disposition } from '../../../shared/contract/words.ts';
import { type AaporCounts, aaporRates, hospitalRates } from '../../../shared/rules/statistics/aapor.ts';
import type { Db } from '../db/schema.ts';

/** A follow-up that is not final counts as U. */
const groupOf: Readonly<Record<Disposition, keyof AaporCounts>> = {
  completed: 'I',
  partial: 'P',
  refused: 'R',
  not_in_service: 'NC',
  wrong_number: 'NC',
  max_attempts: 'NC',
  unable: 'O',
  deceased: 'NE',
  readmitted: 'NE',
  denies_stay: 'U',
};

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
    counts[row.disposition ? groupOf[row.disposition] : 'U'] += n;
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
