import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite } from '../../../electron/core/base/db/open.ts';
import type { Database } from '../../../electron/core/base/db/schema.ts';
import { importRows } from '../../../electron/core/import/importRows.ts';
import type { Stay } from '../../../shared/discharges/rules/stay.ts';
import { onBothDatabases, openWorkstation, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

const count = 2_500;

const stayOf = (index: number, diagnosis = '冠心病'): Stay => ({
  row: index + 2,
  inpatientNumber: `ZY${index}`,
  medicalRecordNumber: '',
  stayCount: null,
  name: '王小明',
  sex: 'male',
  birthDate: null,
  ageYears: 63,
  ageText: '63岁',
  idCard: '',
  phones: [{ number: `138${String(index).padStart(8, '0')}`, kind: 'mobile', extension: '', relation: '本人' }],
  address: '',
  admissionDate: null,
  dischargeDate: '2026-10-09',
  department: '心血管内科',
  ward: '',
  doctor: '',
  nurse: '',
  diagnosis,
  icd10: '',
  outcome: null,
  dischargeMode: '1',
  deathDoubt: '',
  payment: '',
  costCents: null,
  revisitDate: null,
  remark: '',
});
const stays = Array.from({ length: count }, (_, index) => stayOf(index));
const source = { fileName: '历年.csv', fileSha256: 'a'.repeat(64) };

async function indexesOf(db: Database, kind: 'sqlite' | 'postgres'): Promise<string[]> {
  const { rows } =
    kind === 'sqlite'
      ? await sql<{ text: string }>`select sql as text from sqlite_master where type = 'index' and sql is not null order by name`.execute(
          db,
        )
      : await sql<{ text: string }>`select indexdef as text from pg_indexes where schemaname = 'public' order by indexname`.execute(db);
  return rows.map((row) => row.text);
}

async function storedIn(db: Database): Promise<{ discharges: number; phones: number }> {
  const countOf = async (table: 'discharge' | 'phone') => {
    const row = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  };
  return { discharges: await countOf('discharge'), phones: await countOf('phone') };
}

onBothDatabases('thousands of stays at once', (kind) => {
  let workstation: TestWorkstation;
  let db: Database;
  let before: string[];
  beforeEach(async () => {
    workstation = await openWorkstation(kind);
    await withStaff(workstation);
    db = workstation.parts.store.db;
    before = await indexesOf(db, kind);
  });
  afterEach(() => workstation.close());

  it('leave every index as it was, report their progress, and come once', async () => {
    const shares: number[] = [];
    const load = () => workstation.transaction((ctx) => importRows(ctx, stays, { ...source, progress: (done) => void shares.push(done) }));
    expect((await load()).counts).toMatchObject({ added: count });
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(await indexesOf(db, kind)).toEqual(before);
    expect(await workstation.parts.store.integrity()).toBeNull();
    expect((await load()).counts).toMatchObject({ added: 0, unchanged: count });
    expect(await storedIn(db)).toEqual({ discharges: count, phones: count });
  });

  it('change known stays and add new ones in one go', async () => {
    const load = (given: readonly Stay[]) => workstation.transaction((ctx) => importRows(ctx, given, source));
    await load(stays.slice(0, 100));
    const all = stays.map((stay, index) => (index < 50 ? stayOf(index, '心肌梗死') : stay));
    expect((await load(all)).counts).toMatchObject({ added: count - 100, changed: 50, unchanged: 50 });
    const changed = await db.selectFrom('discharge').select('id').where('diagnosis', '=', '心肌梗死').execute();
    expect(changed).toHaveLength(50);
    expect(await storedIn(db)).toEqual({ discharges: count, phones: count });
    expect(await workstation.parts.store.integrity()).toBeNull();
  });

  it.each([0.1, 0.9])('stopped when %d is done, leave nothing but the indexes', async (stopAt) => {
    const load = (progress?: (done: number) => void) =>
      workstation.transaction((ctx) => importRows(ctx, stays, { ...source, ...(progress && { progress }) }));
    await expect(
      load((done) => {
        if (done > stopAt) throw new Error('stopped');
      }),
    ).rejects.toThrow('stopped');
    expect(await storedIn(db)).toEqual({ discharges: 0, phones: 0 });
    expect(await indexesOf(db, kind)).toEqual(before);
    expect((await load()).counts).toMatchObject({ added: count });
  });
});

describe('the power fails while thousands of stays are written', () => {
  it.each(['without their indexes', 'with half of them'])('%s: the data file opens as it was before', async (when) => {
    const workstation = await openWorkstation('sqlite');
    const after = mkdtempSync(join(tmpdir(), 'followup-after-'));
    try {
      await withStaff(workstation);
      const before = await indexesOf(workstation.parts.store.db, 'sqlite');
      // So little memory for pages that unfinished ones are on the disk before the end.
      await sql`pragma cache_size = -200`.execute(workstation.parts.store.db);
      let cut = false;
      const progress = (done: number) => {
        if (cut || done < (when === 'without their indexes' ? 0.1 : 0.85)) return;
        cut = true;
        // What lies on the disk at this moment is what a power cut leaves.
        cpSync(workstation.parts.dataDir, after, { recursive: true });
      };
      await workstation.transaction((ctx) => importRows(ctx, stays, { ...source, progress }));
      expect(cut).toBe(true);
      const store = await openSqlite(after);
      expect(await indexesOf(store.db, 'sqlite')).toEqual(before);
      expect(await storedIn(store.db)).toEqual({ discharges: 0, phones: 0 });
      expect(await store.integrity()).toBeNull();
      await store.close();
    } finally {
      await workstation.close();
      rmSync(after, { recursive: true });
    }
  });
});

it('thousands of stays go into an encrypted data file, and nothing of them lies beside it in the clear', async () => {
  const workstation = await openWorkstation('sqlite', undefined, undefined, Buffer.alloc(32, 7));
  try {
    await withStaff(workstation);
    const { db } = workstation.parts.store;
    await sql`pragma cache_size = -200`.execute(db);
    const before = await indexesOf(db, 'sqlite');
    await workstation.transaction((ctx) => importRows(ctx, stays, source));
    expect(await storedIn(db)).toEqual({ discharges: count, phones: count });
    expect(await indexesOf(db, 'sqlite')).toEqual(before);
    expect(await workstation.parts.store.integrity()).toBeNull();
    const files = readdirSync(workstation.parts.dataDir);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(readFileSync(join(workstation.parts.dataDir, file)).includes('冠心病')).toBe(false);
  } finally {
    await workstation.close();
  }
});
