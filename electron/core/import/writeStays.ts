/** Writes the new and the changed rows of a plan, portion by portion, in the caller's transaction. */
import { setImmediate } from 'node:timers/promises';
import type { MergePolicy } from '../../../shared/import/rules/merging.ts';
import { addAlias, addDepartment, departmentKey } from '../accounts/index.ts';
import type { Context } from '../base/context.ts';
import { insertMany } from '../base/db/bulk.ts';
import { withoutIndexes } from '../base/db/indexes.ts';
import type { Db } from '../base/db/schema.ts';
import {
  dischargeColumns,
  dischargeValues,
  overwriteDischarges,
  phoneColumns,
  type SealedStay,
  type StayPlace,
} from '../discharges/index.ts';
import { inSlices, knownPatients, type StoredPhone, type StoredStay, storedStays } from './existing.ts';
import { mergeInto } from './merging.ts';
import type { DepartmentChoices, PlannedRow } from './plan.ts';
import { type StayPortion, staysPerPortion } from './portions.ts';

export interface WriteOrder {
  readonly batchId: string;
  readonly portions: readonly StayPortion[];
  /** Rows to write, in the order of the portions. */
  readonly rows: readonly PlannedRow[];
  readonly departments: DepartmentChoices;
  /** How a row is merged into what is stored. */
  readonly policy: MergePolicy;
  /** Told the share written, 0–1. */
  readonly progress: ((done: number) => void) | undefined;
}

interface Written {
  readonly stay: SealedStay;
  readonly place: StayPlace;
  /** Null for a new stay. */
  readonly stored: StoredStay | null;
}

/** A first import, or one of years: its new discharges are many in themselves and against those there are. */
async function areMany(ctx: Context, added: number): Promise<boolean> {
  if (added < staysPerPortion) return false;
  const stored = await ctx.db
    .selectFrom('discharge')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return added * 2 >= Number(stored.count);
}

/** Of the time such an import takes, the share of the rows themselves; the rest is for the indexes. */
const rowsShare = 0.75;

/**
 * Changed rows first: they are found through the indexes, which many new rows put aside. Between portions the event loop
 * turns once: the host goes on answering.
 */
export async function writeStays(ctx: Context, order: WriteOrder): Promise<void> {
  const placesOf = await placer(ctx, order);
  const added = order.rows.filter((row) => row.storedId === null);
  const many = await areMany(ctx, added.length);
  const share = many ? rowsShare : 1;
  let done = 0;
  const inPortions = async (rows: readonly PlannedRow[], write: (written: readonly Written[]) => Promise<void>) => {
    for (const [portion, part] of Map.groupBy(rows, (row) => row.portion)) {
      await write(await placesOf(part, order.portions[portion]?.unpack() ?? []));
      done += part.length;
      order.progress?.((done / order.rows.length) * share);
      await setImmediate();
    }
  };
  const changed = order.rows.filter((row) => row.storedId !== null);
  await inPortions(changed, (written) => overwrite(ctx, order.batchId, written));
  const add = () => inPortions(added, (written) => addNew(ctx, written));
  if (many) await withoutIndexes(ctx.db, ['discharge', 'phone'], add, (built) => order.progress?.(share + (1 - share) * built));
  else await add();
}

/** Gives the rows of a portion their ids, patients and departments. */
async function placer(
  ctx: Context,
  order: WriteOrder,
): Promise<(rows: readonly PlannedRow[], stays: readonly SealedStay[]) => Promise<Written[]>> {
  const departmentOf = await settleDepartments(ctx, order);
  const patientsOf = await patientSettler(ctx);
  return async (rows, stays) => {
    const known = await storedStays(
      ctx.db,
      rows.flatMap(({ storedId }) => storedId ?? []),
    );
    const pairs = rows.flatMap((row) => {
      const [given, stored] = [stays[row.index], known.get(row.storedId ?? '') ?? null];
      return given ? [{ row, stored, stay: stored ? mergeInto(stored, given, order.policy).stay : given }] : [];
    });
    const patients = await patientsOf(pairs.map(({ stay }) => stay.patientKey));
    return pairs.map(({ row, stored, stay }) => ({
      stay,
      stored,
      place: {
        id: row.storedId ?? ctx.newId(),
        patientId: patients.get(stay.patientKey) ?? '',
        batchId: order.batchId,
        departmentId: departmentOf(row),
        deathLookedAt: stored && stored.row.death_doubt === stay.deathDoubt ? stored.row.death_looked_at : null,
        now: ctx.now,
      },
    }));
  };
}

async function addNew(ctx: Context, written: readonly Written[]): Promise<void> {
  const phones: unknown[][] = [];
  for (const { stay, place } of written) {
    for (const [position, phone] of stay.phones.entries())
      phones.push([ctx.newId(), place.id, position, phone.number, phone.kind, phone.extension, phone.relation, 0, null]);
  }
  await insertMany(
    ctx.db,
    'discharge',
    dischargeColumns,
    written.map(({ stay, place }) => dischargeValues(stay, place)),
  );
  await insertMany(ctx.db, 'phone', phoneColumns, phones);
}

/** Overwrites known stays, keeping what was there for undo. */
async function overwrite(ctx: Context, batchId: string, changed: readonly Written[]): Promise<void> {
  const ids = changed.map(({ place }) => place.id);
  const stored = changed.flatMap((one) => one.stored ?? []);
  const reordered = await reorderedOf(ctx.db, ids);
  await insertMany(
    ctx.db,
    'import_change',
    ['batch_id', 'discharge_id', 'before'],
    stored.map((before) => [batchId, before.row.id, JSON.stringify(before)]),
  );
  await overwriteDischarges(
    ctx.db,
    changed.map(({ stay, place }) => dischargeValues(stay, place)),
  );
  await inSlices(ids, async (slice) => {
    await ctx.db.deleteFrom('phone').where('discharge_id', 'in', slice).execute();
    return [];
  });
  await insertMany(
    ctx.db,
    'phone',
    phoneColumns,
    changed.flatMap((one) => newPhones(ctx, one, one.stored?.phones ?? [], reordered.has(one.place.id))),
  );
  const learned = stored.flatMap(({ row, phones }) => (phones.some((phone) => phone.source !== null) ? row.id : []));
  await inSlices(learned, async (slice) => {
    await ctx.db.updateTable('discharge').set({ dialable: 1 }).where('id', 'in', slice).execute();
    return [];
  });
}

/** Stays whose numbers a nurse has put in another order. */
async function reorderedOf(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const rows = await inSlices(ids, (slice) =>
    db.selectFrom('phone_mark').select('discharge_id').distinct().where('discharge_id', 'in', slice).where('mark', '=', 'moved').execute(),
  );
  return new Set(rows.map((row) => row.discharge_id));
}

const isSame = (one: Dialable, other: Dialable) => one.number === other.number && one.extension === other.extension;
type Dialable = { readonly number: string; readonly extension: string };

/**
 * A number that stays keeps its id and its 空号 mark; one learned besides the file stays though the file does not hold it,
 * in its place. The file's order holds, unless a nurse has chosen another: then new numbers come behind those that are known.
 */
function newPhones(ctx: Context, { stay, place }: Written, stored: readonly StoredPhone[], reordered: boolean): unknown[][] {
  const given = stay.phones.map((phone, order) => {
    const same = stored.find((each) => isSame(each, phone));
    const known = same?.position ?? stored.length + order;
    return { ...phone, id: same?.id ?? ctx.newId(), bad: same?.bad ?? 0, source: null, at: reordered ? known : order };
  });
  const learned = stored.filter((phone) => phone.source !== null && !stay.phones.some((one) => isSame(one, phone)));
  const phones = [...learned.map((phone) => ({ ...phone, at: phone.position })), ...given].sort((one, other) => one.at - other.at);
  return phones.map(({ id, number, kind, extension, relation, bad, source }, position) => [
    id,
    place.id,
    position,
    number,
    kind,
    extension,
    relation,
    bad,
    source,
  ]);
}

/** Makes the departments nobody knows and remembers the names the user chose a department for. */
async function settleDepartments(ctx: Context, { rows, departments }: WriteOrder): Promise<(row: PlannedRow) => string> {
  const made = new Map<string, string>();
  const keys = new Map<string, string>();
  for (const { facts, departmentId } of rows) {
    if (keys.has(facts.department)) continue;
    const key = departmentKey(facts.department);
    keys.set(facts.department, key);
    if (departmentId === null && !made.has(key)) made.set(key, await addDepartment(ctx, facts.department, 'clinical'));
    const chosen = departments.get(key);
    if (chosen) await addAlias(ctx.db, facts.department, chosen);
  }
  return ({ facts, departmentId }) => departmentId ?? made.get(keys.get(facts.department) ?? '') ?? '';
}

/** Patient ids for the keys of one portion after the other, unknown ones made. */
async function patientSettler(ctx: Context): Promise<(keys: readonly string[]) => Promise<ReadonlyMap<string, string>>> {
  const ids = new Map<string, string>();
  const known = await knownPatients(ctx.db);
  return async (keys) => {
    const unseen = [...new Set(keys)].filter((key) => !ids.has(key));
    for (const [key, id] of await known(unseen)) ids.set(key, id);
    const added: [string, string][] = [];
    for (const key of unseen) {
      if (ids.has(key)) continue;
      const id = ctx.newId();
      ids.set(key, id);
      added.push([id, key]);
    }
    await insertMany(ctx.db, 'patient', ['id', 'patient_key'], added);
    return ids;
  };
}
