/**
 * Tests a connection before it is saved: whether it connects, whether the query runs, and how its columns would be
 * read.
 */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import { hidePhones } from '../../../shared/base/rules/phones.ts';
import { type Cell, cellText } from '../../../shared/base/rules/text.ts';
import { addMonths, lastDayOf, monthOf } from '../../../shared/base/rules/time.ts';
import type { ConnectionTrial } from '../../../shared/connections/contract/connections.ts';
import type { ImportField, ImportPreview } from '../../../shared/import/contract/import.ts';
import { missingFields } from '../../../shared/import/rules/columns.ts';
import { hideIdCards } from '../../../shared/import/rules/idCard.ts';
import type { LongContext } from '../base/context.ts';
import type { Input } from '../base/door.ts';
import { forgetUpload, previewTable } from '../import/index.ts';
import { ask } from './ask.ts';
import { datesOf } from './pull.ts';
import { statementOf } from './statement.ts';
import { passwordFor } from './stored.ts';

const rowsShown = 5;
const trialMilliseconds = 30_000;

/** @throws Refusal SOURCE_*, NOT_FOUND */
export async function testConnection(ctx: LongContext, input: Input<'connections', 'testConnection'>): Promise<ConnectionTrial> {
  const statement = statementOf(input.source, input.kind);
  const password = await ctx.transaction(async (tx) => {
    tx.audit('discharges.testConnection', input.id ?? '', { name: input.name, host: input.host });
    return passwordFor(ctx.parts, tx.db, input);
  });
  const started = performance.now();
  const lastMonth = addMonths(monthOf(ctx.parts.clock().toISOString()), -1);
  const span = { from: `${lastMonth}-01`, to: lastDayOf(lastMonth) };
  const { server, columns, rows } = await ask(
    { ...input, password },
    { statement, dates: datesOf(span), rows: rowsShown, milliseconds: trialMilliseconds },
  );
  const milliseconds = Math.round(performance.now() - started);
  const proposed = await proposedColumns(ctx, columns, rows);
  const mapping = proposed.flatMap(({ index, field }) => (field ? [{ column: index, field }] : []));
  return {
    server,
    milliseconds,
    ...span,
    columns: proposed.map(({ header, sample, field, confident }) => ({ header, sample, field, confident })),
    missing: missingFields(mapping),
    rows: rows.map((row) => row.map((cell, index) => shown(cell, proposed[index]?.field ?? null))),
  };
}

/** A value as it may be shown: as samples of an import are. */
function shown(cell: Cell, field: ImportField | null): string {
  const text = cellText(cell);
  const isPhone = field === 'phone' || field === 'contactPhone' || (field === null && /(?<!\d)1[3-9]\d{9}(?!\d)/.test(text));
  return hideIdCards(isPhone ? hidePhones(text) : text).slice(0, 60);
}

/** As a pull would propose them; without a field where no header could be made out. */
async function proposedColumns(
  ctx: LongContext,
  headers: readonly string[],
  rows: readonly (readonly Cell[])[],
): Promise<ImportPreview['columns']> {
  try {
    const preview = await previewTable(ctx, { name: '试连接', lines: [headers, ...rows] });
    forgetUpload(preview.uploadId);
    return preview.columns;
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'HEADER_NOT_FOUND')) throw error;
    return headers.map((header, index) => ({ index, header, sample: '', field: null, confident: false }));
  }
}
