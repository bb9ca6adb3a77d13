/** Lists import batches and undoes one. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Context } from '../base/context.ts';
import { insertMany } from '../base/db/bulk.ts';
import type { Db } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { overwriteDischarges, phoneColumns, rowValues } from '../discharges/index.ts';
import { inSlices, type StoredStay } from './existing.ts';

export async function batches(ctx: Context, input: Input<'import', 'batches'>): Promise<Output<'import', 'batches'>> {
  const total = await ctx.db
    .selectFrom('import_batch')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await ctx.db
    .selectFrom('import_batch')
    .leftJoin('app_user', 'app_user.id', 'import_batch.user_id')
    .selectAll('import_batch')
    .select('app_user.name as user_name')
    .select((eb) =>
      eb
        .selectFrom('frame_member')
        .innerJoin('discharge', 'discharge.id', 'frame_member.discharge_id')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('discharge.import_batch_id', '=', 'import_batch.id')
        .where('frame_member.chosen', 'is not', null)
        .as('drawn'),
    )
    .orderBy('import_batch.at', 'desc')
    .orderBy('import_batch.id', 'desc')
    .offset(input.offset)
    .limit(input.limit)
    .execute();
  return {
    total: Number(total.count),
    rows: rows.map((row) => ({
      id: row.id,
      fileName: row.file_name,
      fileSha256: row.file_sha256,
      at: row.at,
      by: row.user_name ?? '系统',
      counts: {
        read: row.read_rows,
        added: row.added,
        changed: row.changed,
        unchanged: row.unchanged,
        duplicate: row.duplicate,
        rejected: row.rejected,
        warned: row.warned,
        skipped: row.skipped,
      },
      undoneAt: row.undone_at,
      drawn: Number(row.drawn ?? 0),
    })),
  };
}

/**
 * Takes a batch back: what it added goes, what it changed is as before.
 * @throws Refusal NOT_FOUND, WRONG_STATE, BATCH_DRAWN
 */
export async function undoBatch(ctx: Context, input: Input<'import', 'undoBatch'>): Promise<Output<'import', 'undoBatch'>> {
  const batch = await ctx.db.selectFrom('import_batch').select('undone_at').where('id', '=', input.batchId).executeTakeFirst();
  if (!batch) throw new Refusal('NOT_FOUND', { what: '导入批次' });
  if (batch.undone_at) throw new Refusal('WRONG_STATE', { state: '已撤销', action: '再次撤销' });
  if (await isDrawn(ctx.db, input.batchId)) throw new Refusal('BATCH_DRAWN');
  await restoreChanged(ctx.db, input.batchId);
  await removeAdded(ctx.db, input.batchId);
  await ctx.db.deleteFrom('import_change').where('batch_id', '=', input.batchId).execute();
  await ctx.db.updateTable('import_batch').set({ undone_at: ctx.now }).where('id', '=', input.batchId).execute();
  ctx.audit('discharges.undoBatch', input.batchId, { reason: input.reason });
  ctx.changed('discharges');
  return { ok: true };
}

const added = (db: Db, batchId: string) => db.selectFrom('discharge').select('discharge.id').where('import_batch_id', '=', batchId);
const changed = (db: Db, batchId: string) =>
  db.selectFrom('import_change').select('import_change.discharge_id').where('batch_id', '=', batchId);

/** Sampled or in reserve, whether this batch added the discharge or changed it. */
async function isDrawn(db: Db, batchId: string): Promise<boolean> {
  const drawn = await db
    .selectFrom('frame_member')
    .select('discharge_id')
    .where('chosen', 'is not', null)
    .where((eb) => eb.or([eb('discharge_id', 'in', added(db, batchId)), eb('discharge_id', 'in', changed(db, batchId))]))
    .limit(1)
    .executeTakeFirst();
  return drawn !== undefined;
}

async function removeAdded(db: Db, batchId: string): Promise<void> {
  await db.deleteFrom('import_change').where('discharge_id', 'in', added(db, batchId)).execute();
  await db.deleteFrom('phone').where('discharge_id', 'in', added(db, batchId)).execute();
  await db.deleteFrom('discharge').where('import_batch_id', '=', batchId).execute();
  await db
    .deleteFrom('patient')
    .where((eb) => eb.not(eb.exists(eb.selectFrom('discharge').select('discharge.id').whereRef('discharge.patient_id', '=', 'patient.id'))))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('do_not_call_entry').select('do_not_call_entry.id').whereRef('do_not_call_entry.patient_id', '=', 'patient.id'),
        ),
      ),
    )
    .execute();
}

/** Puts back what the batch overwrote. Where a later batch changed the row again, that one inherits what was before. */
async function restoreChanged(db: Db, batchId: string): Promise<void> {
  const rows = await db.selectFrom('import_change').selectAll().where('batch_id', '=', batchId).orderBy('discharge_id').execute();
  if (rows.length === 0) return;
  const later = await inSlices(
    rows.map((row) => row.discharge_id),
    (slice) =>
      db
        .selectFrom('import_change')
        .select(['batch_id', 'discharge_id'])
        .where('discharge_id', 'in', slice)
        .where('batch_id', '>', batchId)
        .orderBy('discharge_id')
        .orderBy('batch_id', 'desc')
        .execute(),
  );
  const next = new Map(later.map((row) => [row.discharge_id, row.batch_id]));
  const restored: StoredStay[] = [];
  for (const row of rows) {
    const heir = next.get(row.discharge_id);
    if (heir === undefined) restored.push(JSON.parse(row.before) as StoredStay);
    else
      await db
        .updateTable('import_change')
        .set({ before: row.before })
        .where('batch_id', '=', heir)
        .where('discharge_id', '=', row.discharge_id)
        .execute();
  }
  const ids = restored.map(({ row }) => row.id);
  await inSlices(ids, async (slice) => {
    await db.deleteFrom('phone').where('discharge_id', 'in', slice).execute();
    return [];
  });
  await overwriteDischarges(
    db,
    restored.map(({ row }) => rowValues(row)),
  );
  await insertMany(
    db,
    'phone',
    phoneColumns,
    restored.flatMap(({ phones }) => phones.map((phone) => phoneColumns.map((column) => phone[column] ?? null))),
  );
}
