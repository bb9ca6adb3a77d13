/** The work list by a text: name, pinyin initials, inpatient number, the end of a phone number. */
import { type ExpressionBuilder, type ExpressionWrapper, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { Db, Schema } from '../db/schema.ts';
import { type Sought, soughtBy } from '../discharges/listSearch.ts';

type Where = ExpressionBuilder<Schema, 'follow_up'>;
type Condition = ExpressionWrapper<Schema, 'follow_up', SqlBool>;

/** Beyond every character a key can hold. */
const last = '\u{10FFFF}';
/** Up to here those found are named one by one; a text that finds more is asked for again with every group. */
const named = 2_000;

/** Months in which anything is open; a discharge is of the month of its sample. */
async function openMonths(db: Db): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`
    with recursive sampled(month) as (
      select min(month) from follow_up where state = 'open'
      union all
      select (select min(follow_up.month) from follow_up where follow_up.state = 'open' and follow_up.month > sampled.month)
      from sampled where sampled.month is not null
    )
    select month from sampled where month is not null order by month`.execute(db);
  return rows.map((row) => row.month);
}

type Stays = SelectQueryBuilder<Schema, 'discharge' | 'phone', { discharge_id: string }>;

/** Discharges that the text means, by one of the ways to look. */
function stays(db: Db, each: Sought, months: readonly string[]): Stays {
  if (each.by === 'phone')
    return db
      .selectFrom('phone')
      .select('phone.discharge_id')
      .where(sql<string>`substr(number, length(number) - 3)`, '=', each.ending.slice(-4))
      .where(sql<SqlBool>`substr(number, length(number) - ${sql.lit(each.ending.length - 1)}) = ${each.ending}`)
      .where('number', '>=', each.beginning)
      .where('number', '<', each.beginning + last) as unknown as Stays;
  return db
    .selectFrom('discharge')
    .select('discharge.id as discharge_id')
    .where('discharge.month', 'in', months)
    .where(`discharge.${each.by}`, '>=', each.beginning)
    .where(`discharge.${each.by}`, '<', each.beginning + last) as unknown as Stays;
}

/** Open follow-ups of these discharges; one more than are named where there are more. */
async function openOnes(db: Db, each: Sought, months: readonly string[]): Promise<string[]> {
  const found = await db
    .selectFrom(stays(db, each, months).as('sought'))
    .innerJoin('follow_up', 'follow_up.discharge_id', 'sought.discharge_id')
    .select('follow_up.id')
    // As an expression: each is reached by its discharge, not by going through all that is open.
    .where(sql<SqlBool>`follow_up.state || '' = 'open'`)
    .limit(named + 1)
    .execute();
  return found.map((row) => row.id);
}

/** The condition that a follow-up's discharge is one of those the text means; a text that means nothing finds nobody. */
export async function foundBy(db: Db, search: string): Promise<(eb: Where) => Condition> {
  const months = await openMonths(db);
  const sought = soughtBy(search);
  const ids = new Set<string>();
  for (const each of sought) for (const id of await openOnes(db, each, months)) ids.add(id);
  if (ids.size > named) return (eb) => eb.or(sought.map((each) => eb('follow_up.discharge_id', 'in', stays(db, each, months))));
  return (eb) => (ids.size > 0 ? eb('follow_up.id', 'in', [...ids]) : eb.or([]));
}
