/** Pulls rows of a hospital database through the same pipeline as a file. */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import { addCivilDays, lastDayOf } from '../../../shared/base/rules/time.ts';
import type { PullRun } from '../../../shared/connections/contract/connections.ts';
import type { ImportPreview } from '../../../shared/import/contract/import.ts';
import type { Context, LongContext } from '../base/context.ts';
import { refusalOf } from '../base/db/errors.ts';
import type { Input, Output } from '../base/door.ts';
import { commitImport, forgetUpload, importTask, previewTable } from '../import/index.ts';
import { ask } from './ask.ts';
import type { Answer, Target } from './driver.ts';
import { failRun, finishRun, type Order, runById, startRun, takeMonth } from './runs.ts';
import { dueMonth } from './schedule.ts';
import { statementOf } from './statement.ts';
import { type Saved, savedConnection, savedConnections, targetOf } from './stored.ts';

/** The rows of a year in a very large hospital; more means a query without its dates. */
export const rowsAtMost = 200_000;
const pullMilliseconds = 120_000;

interface Span {
  readonly from: string;
  readonly to: string;
}

/** The last day belongs to the span: the query is given the day after it. */
export const datesOf = ({ from, to }: Span) => ({ from, to: addCivilDays(to, 1) });

/** @throws Refusal BAD_INPUT, SOURCE_TOO_MANY_ROWS, SOURCE_EMPTY and those of `ask` */
async function rowsOf(target: Target, { source, kind }: Pick<Saved, 'source' | 'kind'>, span: Span): Promise<Answer> {
  if (span.from > span.to) throw new Refusal('BAD_INPUT', { detail: '开始日期不能晚于结束日期' });
  const statement = statementOf(source, kind);
  const answer = await ask(target, { statement, dates: datesOf(span), rows: rowsAtMost, milliseconds: pullMilliseconds });
  if (answer.more) throw new Refusal('SOURCE_TOO_MANY_ROWS', { limit: rowsAtMost.toLocaleString('en-US') });
  if (answer.rows.length === 0) throw new Refusal('SOURCE_EMPTY', { from: span.from, to: span.to });
  return answer;
}

/** What stands for the file's name in the list of batches. */
const batchName = (name: string, { from, to }: Span) => `医院数据库“${name}” ${from} 至 ${to}`;

async function previewOf(ctx: LongContext, saved: Saved, span: Span): Promise<ImportPreview> {
  ctx.progress(importTask, 0, '正在查询医院数据库');
  const { columns, rows } = await rowsOf(targetOf(ctx.parts, saved), saved, span);
  return previewTable(ctx, { name: batchName(saved.name, span), lines: [columns, ...rows] });
}

/** Which pull a preview came from, until it is imported. As uploads are, in the memory of this process only. */
const pulled = new Map<string, Order & { readonly newDepartments: readonly string[] }>();
const keptAtMost = 20;

export async function previewPull(
  ctx: LongContext,
  { connectionId, from, to }: Input<'connections', 'previewPull'>,
): Promise<Output<'connections', 'previewPull'>> {
  const saved = await ctx.transaction(({ db }) => savedConnection(db, connectionId));
  const preview = await previewOf(ctx, saved, { from, to });
  pulled.set(preview.uploadId, { ...orderOf(saved, { from, to }, null), newDepartments: namesOf(preview) });
  for (const id of pulled.keys()) {
    if (pulled.size <= keptAtMost) break;
    pulled.delete(id);
  }
  return preview;
}

const namesOf = ({ unknownDepartments }: ImportPreview) => unknownDepartments.map(({ name }) => name);

function orderOf(saved: Saved, { from, to }: Span, scheduledMonth: string | null): Order {
  return { connectionId: saved.id, connection: saved.name, from, to, scheduledMonth };
}

/** Imports a previewed pull. @throws Refusal UPLOAD_GONE and those of `commitImport` */
export async function commitPull(
  ctx: LongContext,
  { uploadId, acceptGuesses }: Input<'connections', 'commitPull'>,
): Promise<Output<'connections', 'commitPull'>> {
  const order = pulled.get(uploadId);
  if (!order) throw new Refusal('UPLOAD_GONE');
  const result = await commitInto(ctx, { uploadId, acceptGuesses }, order.newDepartments, (tx) => startRun(tx, order));
  pulled.delete(uploadId);
  return result;
}

/** The import, with its run finished in the same transaction: a batch is never there without the pull that brought it. */
function commitInto(
  ctx: LongContext,
  order: Input<'connections', 'commitPull'>,
  newDepartments: readonly string[],
  runOf: (tx: Context) => Promise<string>,
): ReturnType<typeof commitImport> {
  const transaction: LongContext['transaction'] = (work) =>
    ctx.transaction(async (tx) => {
      const written: unknown = await work(tx);
      if (isBatch(written)) await finishRun(tx, await runOf(tx), { ...written, newDepartments });
      return written as Awaited<ReturnType<typeof work>>;
    });
  return commitImport({ ...ctx, transaction }, order);
}

function isBatch(written: unknown): written is Pick<Awaited<ReturnType<typeof commitImport>>, 'batchId' | 'counts'> {
  return typeof written === 'object' && written !== null && 'batchId' in written && 'counts' in written;
}

/** One pull from query to import; whatever happens stands in its run. @throws Refusal as the run says */
async function pull(ctx: LongContext, saved: Saved, span: Span, runId: string): Promise<PullRun> {
  let uploadId: string | undefined;
  try {
    const preview = await previewOf(ctx, saved, span);
    uploadId = preview.uploadId;
    // Nobody looks on: columns that are only guessed are not taken.
    await commitInto(ctx, { uploadId, acceptGuesses: false }, namesOf(preview), async () => runId);
  } catch (error) {
    if (uploadId !== undefined) forgetUpload(uploadId);
    const refusal = refusalOf(error, ctx.parts.dataDir) ?? new Refusal('INTERNAL', { ref: runId });
    await ctx.transaction(async (tx) => {
      await failRun(tx, runId, refusal);
      tx.audit('discharges.pullFailed', saved.id, { name: saved.name, ...span, code: refusal.code });
    });
    throw error;
  }
  return ctx.transaction(({ db }) => runById(db, runId));
}

export async function pullNow(
  ctx: LongContext,
  { connectionId, from, to }: Input<'connections', 'pullNow'>,
): Promise<Output<'connections', 'pullNow'>> {
  const { saved, runId } = await ctx.transaction(async (tx) => {
    const found = await savedConnection(tx.db, connectionId);
    return { saved: found, runId: await startRun(tx, orderOf(found, { from, to }, null)) };
  });
  return pull(ctx, saved, { from, to }, runId);
}

/** Runs every schedule that is due and not done yet; a failure is in its run and does not stop the next one. */
export async function runDuePulls(ctx: LongContext): Promise<Output<'connections', 'runDuePulls'>> {
  const now = ctx.parts.clock().toISOString();
  const due = (await ctx.transaction(({ db }) => savedConnections(db))).flatMap((saved) => {
    const month = saved.schedule && saved.scheduledAt ? dueMonth(saved.schedule, saved.scheduledAt, now) : null;
    return month === null ? [] : [{ saved, month, span: { from: `${month}-01`, to: lastDayOf(month) } }];
  });
  const ran: PullRun[] = [];
  for (const { saved, month, span } of due) {
    const runId = await ctx.transaction((tx) => takeMonth(tx, orderOf(saved, span, month)));
    if (runId === null) continue;
    try {
      ran.push(await pull(ctx, saved, span, runId));
    } catch (error) {
      if (!refusalOf(error)) ctx.parts.log(`scheduled pull ${runId}: ${error instanceof Error ? error.stack : String(error)}`);
      ran.push(await ctx.transaction(({ db }) => runById(db, runId)));
    }
  }
  return ran;
}
