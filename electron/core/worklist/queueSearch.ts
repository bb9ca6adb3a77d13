/** Searches open follow-ups by name, pinyin initials, inpatient number or the last digits of a phone number. */
import { type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { Db, Schema } from '../base/db/schema.ts';
import type { ByBeginning, ByPhone, Sought } from '../discharges/index.ts';

/** Beyond every character a key can hold. */
const last = '\u{10FFFF}';
/** More than there can be: a question with a limit is answered by itself, from the index of its key, before what is asked of it. */
const all = 2_147_483_647;

const keyOf: Readonly<Record<ByBeginning['by'], string>> = {
  name_key: 'search_name',
  pinyin: 'search_initials',
  stay_key: 'search_number',
};

/** The very expression of the indexes `follow_up_open_…`; nothing where the follow-up has ended. */
const whileOpen = (by: ByBeginning['by']) => sql`case when state = 'open' then ${sql.ref(keyOf[by])} end`;

function beginsWith({ by, beginning }: ByBeginning): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${whileOpen(by)} >= ${beginning} and ${whileOpen(by)} < ${beginning + last})`;
}

/** By the index `phone_tail` where it is four digits, and by what else is known among those. */
export function hasNumber({ ending, beginning }: ByPhone): RawBuilder<SqlBool> {
  const tail = sql`substr(number, length(number) - 3) = ${ending.slice(-4)}`;
  const more = sql`substr(number, length(number) - ${sql.lit(ending.length - 1)}) = ${ending}`;
  const head = sql`number >= ${beginning} and number < ${beginning + last}`;
  return sql<SqlBool>`${tail}${ending.length > 4 ? sql` and ${more}` : sql``}${beginning !== '' ? sql` and ${head}` : sql``}`;
}

function meant(sought: Sought): RawBuilder<SqlBool> {
  if (sought.by !== 'phone') return beginsWith(sought);
  // As an expression: each is reached by its discharge, not by going through all that is open.
  return sql<SqlBool>`(discharge_id in (select phone.discharge_id from phone where ${hasNumber(sought)}) and state || '' = 'open')`;
}

/** What the queue asks of a follow-up. */
const asked = [
  'id',
  'appointment_at',
  'last_outcome',
  'next_at',
  'discharged_on',
  'last_attempt_at',
  'nurse_id',
  'avoid_nurse_id',
  'contacted',
  'month',
  'department_id',
] as const satisfies readonly (keyof Schema['follow_up'])[];
const holding = ['held_by', 'held_until'] as const satisfies readonly (keyof Schema['follow_up'])[];

export type Found = SelectQueryBuilder<Schema, 'follow_up', Pick<Schema['follow_up'], (typeof asked)[number]>>;

/**
 * The open follow-ups that one of the ways means, each once; none where there is no way.
 * @param held whether it is also asked who holds them
 */
export function openBy(db: Db, sought: readonly Sought[], held: boolean): Found {
  const ways = sought.map(meant);
  const parts = ways.map((way, at) =>
    ways.slice(0, at).reduce(
      (query, before) => query.where(sql<SqlBool>`not (${before})`),
      db
        .selectFrom('follow_up')
        .select([...asked, ...(held ? holding : [])])
        .where(way),
    ),
  );
  const [first, ...rest] = parts;
  if (!first)
    return db
      .selectFrom('follow_up')
      .select([...asked, ...(held ? holding : [])])
      .where(sql<SqlBool>`1 = 0`);
  return rest.reduce((query, part) => query.unionAll(part), first).limit(sql.lit(all));
}
