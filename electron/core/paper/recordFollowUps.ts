/** Loads and stores the follow-ups around calls that are recorded in bulk. */
import { type RawBuilder, sql } from 'kysely';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { followUpStates } from '../../../shared/base/contract/words.ts';
import type { AfterAttempt } from '../../../shared/worklist/rules/attempts.ts';
import type { Context } from '../base/context.ts';
import type { Schema } from '../base/db/schema.ts';
import { followUpAfter } from '../calls/index.ts';

export type FollowUpStart = Pick<Schema['follow_up'], 'id' | 'discharge_id' | 'month' | 'department_id' | 'attempts'> & {
  /** Numbers not known dead, in order. */
  readonly phones: readonly string[];
};

const idsAtOnce = 5_000;

function* parts<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}

/**
 * Each call with its follow-up, which nobody has called yet, in the order given.
 * @throws Refusal NOT_FOUND, WRONG_STATE where one was called before, BAD_INPUT where one is named twice
 */
export async function withFollowUps<Call extends { readonly followUpId: string }>(
  { db }: Context,
  calls: readonly Call[],
): Promise<{ call: Call; start: FollowUpStart }[]> {
  const ids = new Set(calls.map((call) => call.followUpId));
  if (ids.size < calls.length) throw new Refusal('BAD_INPUT', { detail: '同一回访任务出现两次' });
  const found = new Map<string, FollowUpStart>();
  for (const part of parts([...ids], idsAtOnce)) {
    const rows = await db
      .selectFrom('follow_up')
      .select(['id', 'discharge_id', 'month', 'department_id', 'attempts', 'state'])
      .where('id', 'in', part)
      .orderBy('id')
      .execute();
    const phones = await db
      .selectFrom('phone')
      .innerJoin('follow_up', 'follow_up.discharge_id', 'phone.discharge_id')
      .select(['phone.id', 'phone.discharge_id'])
      .where('follow_up.id', 'in', part)
      .where('bad', '=', 0)
      .orderBy('position')
      .orderBy('phone.id')
      .execute();
    const byStay = Map.groupBy(phones, (phone) => phone.discharge_id);
    for (const { state, ...row } of rows) {
      if (state === 'ended' || row.attempts > 0)
        throw new Refusal('WRONG_STATE', { state: row.attempts > 0 ? '已拨打' : followUpStates.zh[state], action: '补录' });
      found.set(row.id, { ...row, phones: (byStay.get(row.discharge_id) ?? []).map((phone) => phone.id) });
    }
  }
  return calls.map((call) => {
    const start = found.get(call.followUpId);
    if (!start) throw new Refusal('NOT_FOUND', { what: '回访任务' });
    return { call, start };
  });
}

export interface Followed {
  readonly start: FollowUpStart;
  readonly rows: readonly Schema['attempt'][];
  readonly after: AfterAttempt | undefined;
  readonly dead: readonly string[];
  /** The nurse who was softly refused: the follow-up goes to whoever else is at work; null where nobody was. */
  readonly avoids: string | null;
}

const changed = [
  'state',
  'disposition',
  'attempts',
  'contacted',
  'last_outcome',
  'last_attempt_at',
  'next_at',
  'appointment_at',
  'ended_at',
] as const satisfies (keyof Schema['follow_up'])[];
const numeric: readonly string[] = ['attempts', 'contacted'];
/** 10 values a row. */
const rowsAtOnce = 800;

/** Writes what follow-ups have become: one update for hundreds of rows, joined to a list of values. */
export async function writeFollowUps({ db }: Context, followed: readonly Followed[]): Promise<void> {
  for (const part of parts(followed, rowsAtOnce)) {
    const tuples = part.flatMap(({ start, rows, after }): RawBuilder<unknown>[] => {
      const last = rows.at(-1);
      if (!last?.outcome || !last.ended_at || !after) return [];
      const { ordinal, outcome, started_at: at, ended_at: endedAt } = last;
      const row = followUpAfter(after, { outcome, at, endedAt, ordinal });
      const cells = changed.map((column) =>
        numeric.includes(column) ? sql`cast(${row[column] ?? 0} as integer)` : sql`cast(${row[column] ?? null} as text)`,
      );
      return [sql`(${sql.join([sql`cast(${start.id} as text)`, ...cells])})`];
    });
    if (tuples.length === 0) continue;
    const columns = sql.join(changed.map((column) => sql.ref(column)));
    await sql`with told (id, ${columns}) as (values ${sql.join(tuples)})
      update follow_up set ${sql.join(changed.map((column) => sql`${sql.ref(column)} = told.${sql.ref(column)}`))}
      from told where follow_up.id = told.id`.execute(db);
  }
  for (const part of parts(
    followed.flatMap((one) => one.dead),
    idsAtOnce,
  ))
    await db.updateTable('phone').set({ bad: 1 }).where('id', 'in', part).execute();
  const passedOn = Map.groupBy(
    followed.filter(({ avoids }) => avoids !== null),
    ({ avoids }) => avoids,
  );
  for (const [nurseId, all] of passedOn)
    for (const part of parts(all, idsAtOnce))
      await db
        .updateTable('follow_up')
        .set({ nurse_id: null, avoid_nurse_id: nurseId })
        .where(
          'id',
          'in',
          part.map(({ start }) => start.id),
        )
        .execute();
}
