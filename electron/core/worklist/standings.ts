/** Counts how a month's sample stands, for some nurses or all: the day line and 工作量 both use these counts. */
import { sql } from 'kysely';
import type { Standing } from '../../../shared/statistics/rules/sample.ts';
import type { Db } from '../base/db/schema.ts';

/**
 * A follow-up is in a nurse's sample where it is hers, or she called, or finished its interview; how it ended is told of whoever called
 * last. What is in nobody's hands is in the sample of those alone who called it.
 * @param nurseIds null for the whole month, whoever called
 */
export async function standingsOf(db: Db, month: string, nurseIds: readonly string[] | null): Promise<Standing[]> {
  const theirs = (column: string) => {
    if (nurseIds === null) return sql`1 = 1`;
    return nurseIds.length === 0 ? sql`1 = 0` : sql`${sql.ref(column)} in (${sql.join(nurseIds)})`;
  };
  const { rows } = await sql<{ [Key in keyof Standing]: Standing[Key] extends boolean ? number : Standing[Key] }>`
    select state, disposition, sampled, "endedByThem", "mayCall", count(*) as count from (
      select f.state, f.disposition,
        case when ${theirs('f.nurse_id')}
          or exists (select 1 from attempt a where a.follow_up_id = f.id and a.outcome is not null and ${theirs('a.nurse_id')})
          or exists (select 1 from interview i where i.follow_up_id = f.id and i.state <> 'open' and ${theirs('i.nurse_id')})
          then 1 else 0 end as sampled,
        case when ${theirs('last.nurse_id')} then 1 else 0 end as "endedByThem",
        case when f.nurse_id is null or ${theirs('f.nurse_id')} then 1 else 0 end as "mayCall"
      from follow_up f left join attempt last on last.follow_up_id = f.id and last.ordinal = f.attempts
      where f.month = ${month}
    ) one group by state, disposition, sampled, "endedByThem", "mayCall"`.execute(db);
  return rows.map(({ sampled, endedByThem, mayCall, count, ...row }) => ({
    ...row,
    sampled: sampled === 1,
    endedByThem: endedByThem === 1,
    mayCall: mayCall === 1,
    count: Number(count),
  }));
}
