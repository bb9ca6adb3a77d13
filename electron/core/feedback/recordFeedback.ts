/** Records whole feedback histories in bulk, for paper entry and the demo hospital. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { monthOf } from '../../../shared/base/rules/time.ts';
import type { Context } from '../base/context.ts';
import { insertMany } from '../base/db/bulk.ts';
import type { Schema } from '../base/db/schema.ts';
import { readSettings } from '../base/settings.ts';
import { standings } from './deputies.ts';
import { type CaseRows, type RecordedCase, rowsOfCase } from './history.ts';
import { takeNumbers } from './numbers.ts';

export type { RecordedCase, RecordedStep } from './history.ts';

async function insertRows<T extends keyof Schema & string>(ctx: Context, table: T, rows: readonly Schema[T][]): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const columns = Object.keys(first) as (keyof Schema[T] & string)[];
  await insertMany(
    ctx.db,
    table,
    columns,
    rows.map((row) => columns.map((column) => row[column])),
  );
}

/**
 * Writes cases with their whole history; numbers run per month of registration, in the order given.
 * Returns id and number of each, in the same order.
 * @throws Refusal BAD_INPUT where a history does not follow the state machine or a step was not for whoever took it; nothing is written then
 */
export async function recordFeedback(ctx: Context, cases: readonly RecordedCase[]): Promise<{ id: string; number: string }[]> {
  if (cases.some((told) => told.text.trim() === '')) throw new Refusal('BAD_INPUT', { detail: '意见内容不能为空' });
  const settings = await readSettings(ctx.db);
  const byMonth = Map.groupBy(cases, (told) => monthOf(told.registeredAt));
  const numbers = new Map<RecordedCase, string>();
  for (const [month, group] of [...byMonth].sort(([a], [b]) => a.localeCompare(b))) {
    const taken = await takeNumbers(ctx.db, month, group.length);
    group.forEach((told, index) => {
      numbers.set(told, taken[index] ?? '');
    });
  }
  const rules = { newId: ctx.newId, limits: settings.limits, attempts: settings, calendar: settings, standing: await standings(ctx.db) };
  const written: CaseRows[] = cases.map((told) => rowsOfCase(told, numbers.get(told) ?? '', rules));
  const feedback = written.map((rows) => rows.feedback);
  await insertRows(ctx, 'feedback', feedback);
  await insertRows(
    ctx,
    'rectification',
    written.flatMap((rows) => rows.rectifications),
  );
  await insertRows(
    ctx,
    'reply',
    written.flatMap((rows) => rows.replies),
  );
  await insertRows(
    ctx,
    'reply_call',
    written.flatMap((rows) => rows.replyCalls),
  );
  await insertRows(
    ctx,
    'feedback_event',
    written.flatMap((rows) => rows.events),
  );
  ctx.audit('feedback.record', `${cases.length}`, { cases: cases.length });
  ctx.changed('feedback');
  return feedback.map(({ id, number }) => ({ id, number }));
}
