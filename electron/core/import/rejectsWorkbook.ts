/**
 * Writes rejected rows to a workbook that can be corrected and imported again: the reason in front of the file's own
 * columns, a watermark row below.
 */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { bareName } from '../../../shared/base/rules/fileNames.ts';
import { textForCell } from '../../../shared/base/rules/textGate.ts';
import { civilDateOf, civilTimeOf } from '../../../shared/base/rules/time.ts';
import { rejectColumns } from '../../../shared/import/rules/columns.ts';
import type { LongContext } from '../base/context.ts';
import type { Input } from '../base/door.ts';

type Pair = readonly [header: string, cell: string];

export async function rejectsWorkbook(ctx: LongContext, input: Input<'import', 'rejectsWorkbook'>): Promise<File> {
  const { batch, rejects, mark } = await ctx.transaction(async (tx) => {
    const batch = await tx.db.selectFrom('import_batch').select('file_name').where('id', '=', input.batchId).executeTakeFirst();
    if (!batch) throw new Refusal('NOT_FOUND', { what: '导入批次' });
    const rejects = await tx.db
      .selectFrom('import_reject')
      .select(['row_number', 'reason', 'cells'])
      .where('batch_id', '=', input.batchId)
      .orderBy('row_number')
      .execute();
    if (rejects.length > 0) tx.audit('discharges.exportRejects', input.batchId, { rows: rejects.length, reason: input.reason });
    // Begins as a line under a table does, so that the corrected file is read without it.
    const mark = `导出：${tx.actor.name} ${civilDateOf(tx.now)} ${civilTimeOf(tx.now)} 原因：${input.reason}`;
    return { batch, rejects, mark };
  });
  if (rejects.length === 0) throw new Refusal('NOT_FOUND', { what: '退回的行' });
  const rows = rejects.map((reject) => ({ ...reject, pairs: JSON.parse(reject.cells) as Pair[] }));
  const headers = rows[0]?.pairs.map(([header]) => header) ?? [];
  const { utils, write } = await import('xlsx');
  const lines = [
    [...rejectColumns, ...headers],
    ...rows.map((row) => [row.reason, row.row_number, ...row.pairs.map(([, cell]) => cell)]),
    [mark],
  ];
  const sheet = utils.aoa_to_sheet(lines.map((line) => line.map((cell) => (typeof cell === 'string' ? textForCell(cell) : cell))));
  sheet['!cols'] = [{ wch: 36 }, { wch: 8 }, ...headers.map((header) => ({ wch: Math.max(12, header.length * 2 + 2) }))];
  const book = utils.book_new(sheet, '退回的行');
  const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer);
  const name = `退回表-${bareName(batch.file_name) || '导入'}.xlsx`;
  return new File([bytes], name, { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' });
}
