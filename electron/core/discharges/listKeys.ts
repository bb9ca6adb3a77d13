/** Finds the keys of one page of the list, newest discharge first, at a cost that does not grow with the list. */
import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { FollowUpFilter } from '../../../shared/base/contract/words.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import type { ByBeginning, ByPhone, Sought } from './listSearch.ts';
import { isOwnOrPool } from './nurseReads.ts';

/** A discharge's place: the list is ordered by all three, falling. */
export interface Place {
  readonly month: string;
  readonly discharge_date: string;
  readonly id: string;
}

export interface Asked {
  /** Null: no search. An empty list finds nothing. */
  readonly sought: readonly Sought[] | null;
  readonly month: string | undefined;
  readonly departmentId: string | undefined;
  readonly followUp: FollowUpFilter | undefined;
  readonly after: Place | null;
  /** Set for a nurse: without a search she sees her own and the open pool's, with one the samples of the open months. */
  readonly nurse: { readonly id: string; readonly openMonths: readonly string[] } | null;
}

type Places = SelectQueryBuilder<Schema, 'discharge', Place>;

/** Beyond every character a key can hold. */
const last = '\u{10FFFF}';
/** The very expression of the index `phone_tail`. */
const tail = sql<string>`substr(number, length(number) - 3)`;
/** The newest month alone often fills the page; the further back, the more months are asked at once. */
const monthsGrow = 4;

/** Discharges that pass the filters. */
function filtered(db: Db, { departmentId, followUp, month, nurse }: Asked): Places {
  return db
    .selectFrom('discharge')
    .select(['discharge.month', 'discharge.discharge_date', 'discharge.id'])
    .$if(month !== undefined, (query) => query.where('discharge.month', '=', month ?? ''))
    .$if(departmentId !== undefined, (query) => query.where('discharge.department_id', '=', departmentId ?? ''))
    .$if(nurse !== null, (query) =>
      query.where('discharge.id', 'in', (eb) =>
        eb
          .selectFrom('follow_up')
          .select('follow_up.discharge_id')
          .where('follow_up.month', 'in', [...(nurse?.openMonths ?? [])]),
      ),
    )
    .$if(followUp !== undefined, (query) =>
      query.where((eb) => {
        const drawn = eb.selectFrom('follow_up').select('follow_up.id').whereRef('follow_up.discharge_id', '=', 'discharge.id');
        if (followUp === 'none') return eb.not(eb.exists(drawn));
        return eb.exists(drawn.where('follow_up.state', '=', followUp === 'open' ? 'open' : 'ended'));
      }),
    );
}

const beginsWith = (query: Places, { by, beginning }: ByBeginning): Places =>
  query.where(`discharge.${by}`, '>=', beginning).where(`discharge.${by}`, '<', beginning + last);

function hasPhone(query: Places, { ending, beginning }: ByPhone): Places {
  return query.where('discharge.id', 'in', (eb) =>
    eb
      .selectFrom('phone')
      .select('phone.discharge_id')
      .where(tail, '=', ending.slice(-4))
      .$if(ending.length > 4, (phones) => phones.where(sql`substr(number, length(number) - ${sql.lit(ending.length - 1)})`, '=', ending))
      .$if(beginning !== '', (phones) => phones.where('number', '>=', beginning).where('number', '<', beginning + last)),
  );
}

/** Sampled ones by way of the follow-ups, of which there are few, in the month of their sample. */
function sampled(db: Db, { departmentId, nurse, followUp }: Asked, months: readonly string[]) {
  return db
    .selectFrom('follow_up')
    .innerJoin('discharge', 'discharge.id', 'follow_up.discharge_id')
    .select(['follow_up.month', 'discharge.discharge_date', 'discharge.id'])
    .where('follow_up.month', 'in', [...months])
    .$if(followUp !== undefined, (query) => query.where('follow_up.state', '=', followUp === 'open' ? 'open' : 'ended'))
    .$if(nurse !== null, (query) => query.where(isOwnOrPool(nurse?.id ?? '')))
    .$if(departmentId !== undefined, (query) => query.where('discharge.department_id', '=', departmentId ?? ''));
}

function following<T extends keyof Schema>(
  query: SelectQueryBuilder<Schema, T, Place>,
  after: Place | null,
  limit: number,
  month: 'discharge.month' | 'follow_up.month' = 'discharge.month',
): Promise<Place[]> {
  const place = sql`(${sql.ref(month)}, ${sql.ref('discharge.discharge_date')}, ${sql.ref('discharge.id')})`;
  return query
    .$if(after !== null, (from) => from.where(sql<SqlBool>`${place} < (${after?.month}, ${after?.discharge_date}, ${after?.id})`))
    .orderBy(sql.ref(month), 'desc')
    .orderBy(sql.ref('discharge.discharge_date'), 'desc')
    .orderBy(sql.ref('discharge.id'), 'desc')
    .limit(limit)
    .execute();
}

/** Months that hold discharges, or some that begin so, the newest first: one or two probes of an index for each. */
async function monthsOf(db: Db, { month, after }: Asked, sought?: ByBeginning): Promise<string[]> {
  if (month !== undefined) return [month];
  const key = sql.ref(sought?.by ?? 'id');
  const found = await sql<{ month: string }>`
    with recursive held(month) as (
      select max(month) from discharge ${after ? sql`where month <= ${after.month}` : sql``}
      union all
      select (select max(discharge.month) from discharge where discharge.month < held.month) from held where held.month is not null
    )
    select month from held where month is not null ${
      sought
        ? sql`and (select min(${key}) from discharge where discharge.month = held.month
              and ${key} >= ${sought.beginning} and ${key} < ${sought.beginning + last}) is not null`
        : sql``
    } order by month desc`.execute(db);
  return found.rows.map((row) => row.month);
}

/** Goes back through the months until the page is full. */
async function walk(
  months: readonly string[],
  limit: number,
  ask: (months: readonly string[], limit: number) => Promise<Place[]>,
): Promise<Place[]> {
  const found: Place[] = [];
  for (let at = 0, step = 1; at < months.length && found.length < limit; at += step, step *= monthsGrow) {
    found.push(...(await ask(months.slice(at, at + step), limit - found.length)));
  }
  return found;
}

const keyOf = (place: Place) => `${place.discharge_date}|${place.id}`;
const latestFirst = (a: Place, b: Place) => (keyOf(a) < keyOf(b) ? 1 : -1);

/** The first `limit` places after `after`. */
export async function placesOf(db: Db, asked: Asked, limit: number): Promise<Place[]> {
  const { sought, followUp, after, nurse } = asked;
  if (sought === null) {
    if (nurse && followUp === 'none') return [];
    if (!nurse && (followUp === undefined || followUp === 'none')) return following(filtered(db, asked), after, limit);
    return walk(await monthsOf(db, asked), limit, (months, left) => following(sampled(db, asked, months), after, left, 'follow_up.month'));
  }
  const found = new Map<string, Place>();
  for (const each of sought) {
    const places =
      each.by === 'phone'
        ? await following(hasPhone(filtered(db, asked), each), after, limit)
        : await walk(await monthsOf(db, asked, each), limit, (months, left) =>
            following(beginsWith(filtered(db, asked), each).where('discharge.month', 'in', [...months]), after, left),
          );
    for (const place of places) found.set(place.id, place);
  }
  return [...found.values()].sort(latestFirst).slice(0, limit);
}

const doesNotBegin = (query: Places, { by, beginning }: ByBeginning): Places =>
  query.where((eb) => eb.or([eb(`discharge.${by}`, '<', beginning), eb(`discharge.${by}`, '>=', beginning + last)]));

async function counted(query: Places | ReturnType<typeof sampled>, bound: number): Promise<number> {
  const rows = await query.clearSelect().select(sql`1`.as('one')).limit(bound).execute();
  return rows.length;
}

/**
 * How many there are in all, counted no further than `bound`. Each way to look counts what the ways before it did not:
 * so a beginning is counted in its index alone, without a look at the discharges.
 */
export async function countOf(db: Db, asked: Asked, bound: number): Promise<number> {
  const { sought, followUp, nurse } = asked;
  if (sought === null) {
    if (nurse && followUp === 'none') return 0;
    if (!nurse && (followUp === undefined || followUp === 'none')) return counted(filtered(db, asked), bound);
    return counted(sampled(db, asked, await monthsOf(db, asked)), bound);
  }
  const before: ByBeginning[] = [];
  let count = 0;
  for (const each of sought) {
    const rest = before.reduce(doesNotBegin, filtered(db, asked));
    if (each.by === 'phone') count += await counted(hasPhone(rest, each), bound - count);
    else {
      const months = await monthsOf(db, asked, each);
      if (months.length > 0) count += await counted(beginsWith(rest, each).where('discharge.month', 'in', months), bound - count);
      before.push(each);
    }
    if (count >= bound) break;
  }
  return count;
}
