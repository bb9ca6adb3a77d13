/** Looks up in bulk the stored discharges that the rows of a file match. */
import type { Db, Schema } from '../base/db/schema.ts';

/** Keys per statement, under both databases' limits of parameters. */
const keysPerStatement = 5_000;

export interface KnownStay {
  readonly id: string;
  readonly stay_key: string;
  readonly content_hash: string;
}

export type StoredPhone = Schema['phone'];
export interface StoredStay {
  readonly row: Schema['discharge'];
  readonly phones: readonly StoredPhone[];
}

/** Calls `ask` for slices of the keys and joins the answers. */
export async function inSlices<K, R>(keys: readonly K[], ask: (slice: readonly K[]) => Promise<readonly R[]>): Promise<R[]> {
  const found: R[] = [];
  for (let start = 0; start < keys.length; start += keysPerStatement) {
    for (const row of await ask(keys.slice(start, start + keysPerStatement))) found.push(row);
  }
  return found;
}

/** Looks known stays up by their keys; in an empty database without asking. */
export async function knownStays(db: Db): Promise<(stayKeys: readonly string[]) => Promise<Map<string, KnownStay>>> {
  const anything = await db.selectFrom('discharge').select('id').limit(1).executeTakeFirst();
  return async (stayKeys) => {
    if (!anything) return new Map();
    const rows = await inSlices(stayKeys, (slice) =>
      db.selectFrom('discharge').select(['id', 'stay_key', 'content_hash']).where('stay_key', 'in', slice).execute(),
    );
    return new Map(rows.map((row) => [row.stay_key, row]));
  };
}

/** Whole rows with their phones, by discharge id. */
export async function storedStays(db: Db, ids: readonly string[]): Promise<Map<string, StoredStay>> {
  const rows = await inSlices(ids, (slice) => db.selectFrom('discharge').selectAll().where('id', 'in', slice).execute());
  const phones = await inSlices(ids, (slice) =>
    db
      .selectFrom('phone')
      .selectAll()
      .where('discharge_id', 'in', slice)
      .orderBy('discharge_id')
      .orderBy('position')
      .orderBy('id')
      .execute(),
  );
  const byStay = Map.groupBy(phones, (phone) => phone.discharge_id);
  return new Map(rows.map((row) => [row.id, { row, phones: byStay.get(row.id) ?? [] }]));
}

/** Those of the discharges whose interview is finished: their content is no longer overwritten. */
export async function interviewedOf(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const rows = await inSlices(ids, (slice) =>
    db.selectFrom('interview').select('discharge_id').where('discharge_id', 'in', slice).where('state', '<>', 'open').execute(),
  );
  return new Set(rows.map((row) => row.discharge_id));
}

/** Those of the discharges that are in a sample. */
export async function drawnOf(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const rows = await inSlices(ids, (slice) =>
    db.selectFrom('follow_up').select('discharge_id').where('discharge_id', 'in', slice).execute(),
  );
  return new Set(rows.map((row) => row.discharge_id));
}

/** Looks patient ids up by patient key; in an empty database without asking. */
export async function knownPatients(db: Db): Promise<(keys: readonly string[]) => Promise<[key: string, id: string][]>> {
  const anything = await db.selectFrom('patient').select('id').limit(1).executeTakeFirst();
  return async (keys) => {
    if (!anything) return [];
    const rows = await inSlices(keys, (slice) =>
      db.selectFrom('patient').select(['id', 'patient_key']).where('patient_key', 'in', slice).execute(),
    );
    return rows.map((row) => [row.patient_key, row.id]);
  };
}

/** Names of departments by id. */
export async function departmentNames(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('department').select(['id', 'name']).execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
