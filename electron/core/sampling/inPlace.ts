/**
 * Reads a month's rows in the order of SQLite's file, because one scan past them costs half of looking each up by its
 * key.
 */
import { PostgresAdapter, type SqlBool, sql } from 'kysely';
import type { Db } from '../base/db/schema.ts';

/** Months are imported one after the other, so their rows lie together; the walk may pass as many of others as of its own. */
const strangersPerRow = 1;
/** Read at once. What is read in small portions is forgotten before the engine moves it to where it keeps what lasts. */
const portion = 4_096;

/** The keys of a month in order, and the stretch of the table that holds its rows. */
export interface Stretch {
  readonly keys: readonly string[];
  readonly first: number;
  readonly last: number;
  /** The place of a row's key among the keys, by row number from `first`. */
  readonly ranks: Int32Array;
}

/** Null where rows have no numbers (PostgreSQL by itself reads them in place), where there are none, or where they lie too far apart. */
export async function stretchOf(db: Db, month: string): Promise<Stretch | null> {
  if (db.getExecutor().adapter instanceof PostgresAdapter) return null;
  const keys: string[] = [];
  const rows: number[] = [];
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  for (let more = true; more; ) {
    const found = await db
      .selectFrom('discharge')
      .select(['stay_key as key', sql<number>`rowid`.as('row')])
      .where('month', '=', month)
      .where('stay_key', '>', keys.at(-1) ?? '')
      .orderBy('stay_key')
      .limit(portion)
      .execute();
    for (const { key, row } of found) {
      keys.push(key);
      rows.push(row);
      if (row < first) first = row;
      if (row > last) last = row;
    }
    more = found.length === portion;
  }
  if (keys.length === 0 || last - first >= keys.length * (1 + strangersPerRow)) return null;
  const ranks = new Int32Array(last - first + 1);
  for (let rank = 0; rank < rows.length; rank += 1) ranks[(rows[rank] ?? first) - first] = rank;
  return { keys, first, last, ranks };
}

/** The conditions that read a stretch portion by portion. The plus keeps SQLite from going by an index of the month all the same. */
export function* portionsOf({ first, last }: Stretch, month: string) {
  for (let from = first; from <= last; from += portion)
    yield sql<SqlBool>`rowid between ${from} and ${Math.min(from + portion - 1, last)} and +month = ${month}`;
}
