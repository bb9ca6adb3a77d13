/** The results of every pull, which the admin reviews. */
import { z } from 'zod';
import { type ErrorCode, type ErrorData, type Refusal, sentence } from '../../../shared/base/contract/errors.ts';
import type { PullRun } from '../../../shared/connections/contract/connections.ts';
import type { Context } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';

type Row = Schema['pull_run'];

/** What is known of a pull before it begins. */
export interface Order {
  readonly connectionId: string;
  readonly connection: string;
  readonly from: string;
  readonly to: string;
  readonly scheduledMonth: string | null;
}

const hour = 3_600_000;
/** A failed month is tried again after an hour, three times in all; one that never ended (a crash) after two. */
const triesAtMost = 3;

/**
 * Takes a scheduled month for this run. One statement, so that two hosts on one database cannot both have it.
 * @returns the run's id; null where the month is done, running, or not to be tried again yet
 */
export async function takeMonth(ctx: Context, order: Order): Promise<string | null> {
  const ago = (hours: number) => new Date(Date.parse(ctx.now) - hours * hour).toISOString();
  const taken = await ctx.db
    .insertInto('pull_run')
    .values(newRun(ctx, order))
    .onConflict((conflict) =>
      conflict
        .columns(['connection_id', 'scheduled_month'])
        .doUpdateSet((eb) => ({
          state: 'running',
          started_at: ctx.now,
          finished_at: null,
          seen: 0,
          tries: eb('pull_run.tries', '+', 1),
          error_code: null,
          error_data: '{}',
        }))
        .where((eb) =>
          eb.and([
            eb('pull_run.tries', '<', triesAtMost),
            eb.or([
              eb.and([eb('pull_run.state', '=', 'failed'), eb('pull_run.finished_at', '<=', ago(1))]),
              eb.and([eb('pull_run.state', '=', 'running'), eb('pull_run.started_at', '<=', ago(2))]),
            ]),
          ]),
        ),
    )
    .returning('id')
    .executeTakeFirst();
  return taken?.id ?? null;
}

/** Notes the start of a pull by hand. */
export async function startRun(ctx: Context, order: Order): Promise<string> {
  const row = newRun(ctx, order);
  await ctx.db.insertInto('pull_run').values(row).execute();
  return row.id;
}

function newRun(ctx: Context, order: Order): Row {
  return {
    id: ctx.newId(),
    connection_id: order.connectionId,
    connection_name: order.connection,
    from_date: order.from,
    to_date: order.to,
    scheduled_month: order.scheduledMonth,
    state: 'running',
    tries: 1,
    started_at: ctx.now,
    finished_at: null,
    user_id: ctx.actor.id,
    batch_id: null,
    counts: null,
    new_departments: '[]',
    error_code: null,
    error_data: '{}',
    seen: order.scheduledMonth === null ? 1 : 0,
  };
}

/** Notes the batch a pull brought, in the transaction that writes the batch. */
export async function finishRun(
  ctx: Context,
  id: string,
  result: { readonly batchId: string; readonly counts: NonNullable<PullRun['counts']>; readonly newDepartments: readonly string[] },
): Promise<void> {
  const { read, added, changed, unchanged, rejected } = result.counts;
  await ctx.db.updateTable('import_batch').set({ source: 'database' }).where('id', '=', result.batchId).execute();
  await ctx.db
    .updateTable('pull_run')
    .set({
      state: 'done',
      finished_at: ctx.now,
      batch_id: result.batchId,
      counts: JSON.stringify({ read, added, changed, unchanged, rejected }),
      new_departments: JSON.stringify(result.newDepartments),
    })
    .where('id', '=', id)
    .execute();
  ctx.changed('connections');
}

export async function failRun(ctx: Context, id: string, refusal: Refusal): Promise<void> {
  await ctx.db
    .updateTable('pull_run')
    .set({ state: 'failed', finished_at: ctx.now, error_code: refusal.code, error_data: JSON.stringify(refusal.data) })
    .where('id', '=', id)
    .execute();
  ctx.changed('connections');
}

const countsShape = z.object({ read: z.int(), added: z.int(), changed: z.int(), unchanged: z.int(), rejected: z.int() });

function runOf(row: Row & { readonly user_name: string | null }): PullRun {
  return {
    id: row.id,
    connectionId: row.connection_id,
    connection: row.connection_name,
    from: row.from_date,
    to: row.to_date,
    scheduledMonth: row.scheduled_month,
    state: row.state,
    tries: row.tries,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    by: row.user_name ?? '系统',
    batchId: row.batch_id,
    counts: row.counts === null ? null : countsShape.parse(JSON.parse(row.counts)),
    newDepartments: z.array(z.string()).parse(JSON.parse(row.new_departments)),
    error: row.error_code === null ? null : sentence(row.error_code as ErrorCode, JSON.parse(row.error_data) as ErrorData),
    seen: row.seen === 1,
  };
}

const withName = (db: Db) =>
  db
    .selectFrom('pull_run')
    .leftJoin('app_user', 'app_user.id', 'pull_run.user_id')
    .selectAll('pull_run')
    .select('app_user.name as user_name');

export async function runById(db: Db, id: string): Promise<PullRun> {
  return runOf(await withName(db).where('pull_run.id', '=', id).executeTakeFirstOrThrow());
}

/** The newest run of every connection. */
export async function lastRuns(db: Db): Promise<Map<string, PullRun>> {
  const rows = await withName(db)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('pull_run as later')
            .select('later.id')
            .whereRef('later.connection_id', '=', 'pull_run.connection_id')
            .where((inner) =>
              inner.or([
                inner('later.started_at', '>', inner.ref('pull_run.started_at')),
                inner.and([
                  inner('later.started_at', '=', inner.ref('pull_run.started_at')),
                  inner('later.id', '>', inner.ref('pull_run.id')),
                ]),
              ]),
            ),
        ),
      ),
    )
    .orderBy('pull_run.id')
    .execute();
  return new Map(rows.map((row) => [row.connection_id, runOf(row)]));
}

export async function pullRuns({ db }: Context, input: Input<'connections', 'pullRuns'>): Promise<Output<'connections', 'pullRuns'>> {
  const count = async (only: Partial<Pick<Row, 'seen' | 'state'>>) => {
    let query = db.selectFrom('pull_run').select((eb) => eb.fn.countAll<number>().as('count'));
    if (only.seen !== undefined) query = query.where('seen', '=', only.seen);
    if (only.state !== undefined) query = query.where('state', '=', only.state);
    return Number((await query.executeTakeFirstOrThrow()).count);
  };
  const rows = await withName(db)
    .orderBy('pull_run.started_at', 'desc')
    .orderBy('pull_run.id', 'desc')
    .offset(input.offset)
    .limit(input.limit)
    .execute();
  const unseenFailed = await count({ seen: 0, state: 'failed' });
  return { total: await count({}), unseen: unseenFailed + (await count({ seen: 0, state: 'done' })), unseenFailed, rows: rows.map(runOf) };
}

/** The admin has looked at the list; runs still under way stay unseen. */
export async function seePullRuns(ctx: Context): Promise<Output<'connections', 'seePullRuns'>> {
  const seen = await ctx.db
    .updateTable('pull_run')
    .set({ seen: 1 })
    .where('seen', '=', 0)
    .where('state', '<>', 'running')
    .returning('id')
    .execute();
  if (seen.length > 0) ctx.changed('connections');
  return { ok: true };
}
