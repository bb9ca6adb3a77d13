/** The append-only audit log: every line carries the hash of the line before it. */
import { createHash } from 'node:crypto';
import { noteInstant } from './clock.ts';
import type { Actor } from './context.ts';
import type { Db, Schema } from './db/schema.ts';

export interface AuditLine {
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The setting row that holds the newest hash; updating it makes writers of two hosts wait for each other. */
const headKey = 'audit_head';
const start = '0'.repeat(64);

/** SHA-256 over the previous hash and the line's fields, in a fixed order. */
export function auditHash(row: Omit<Schema['audit'], 'hash'>): string {
  const fields = [row.prev_hash, row.seq, row.at, row.user_id, row.user_name, row.action, row.subject, row.detail];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

/** Appends lines at the end of the chain, in the caller's transaction. */
export async function appendAudit(db: Db, actor: Actor, at: string, lines: readonly AuditLine[]): Promise<void> {
  if (lines.length === 0) return;
  const head = await db
    .insertInto('setting')
    .values({ key: headKey, value: `0 ${start}` })
    .onConflict((conflict) => conflict.column('key').doUpdateSet((eb) => ({ value: eb.ref('setting.value') })))
    .returning('value')
    .executeTakeFirstOrThrow();
  const [lastSeq = '0', lastHash = start] = head.value.split(' ');
  let seq = Number(lastSeq);
  let prev_hash = lastHash;
  const rows: Schema['audit'][] = lines.map((line) => {
    seq += 1;
    const row = {
      seq,
      at,
      user_id: actor.id,
      user_name: actor.name,
      action: line.action,
      subject: line.subject,
      detail: JSON.stringify(line.detail),
      prev_hash,
    };
    prev_hash = auditHash(row);
    return { ...row, hash: prev_hash };
  });
  await db.insertInto('audit').values(rows).execute();
  await db
    .updateTable('setting')
    .set({ value: `${seq} ${prev_hash}` })
    .where('key', '=', headKey)
    .execute();
  await noteInstant(db, at);
}

/** Walks the whole chain; null when unbroken, else the number of the first line that does not fit. */
export async function brokenAuditLine(db: Db): Promise<number | null> {
  let previous = start;
  let expected = 1;
  const step = 5_000;
  for (;;) {
    const rows = await db.selectFrom('audit').selectAll().where('seq', '>=', expected).orderBy('seq').limit(step).execute();
    for (const row of rows) {
      if (row.seq !== expected || row.prev_hash !== previous || auditHash(row) !== row.hash) return expected;
      previous = row.hash;
      expected += 1;
    }
    if (rows.length < step) break;
  }
  const head = await db.selectFrom('setting').select('value').where('key', '=', headKey).executeTakeFirst();
  const intact = head ? head.value === `${expected - 1} ${previous}` : expected === 1;
  return intact ? null : expected;
}
