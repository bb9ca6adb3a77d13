/** Tests writing imported rows: new, changed and repeated discharges, departments, patients. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { importRows } from '../../../electron/core/import/importRows.ts';
import type { Stay } from '../../../shared/discharges/rules/stay.ts';
import { onBothDatabases, openWorkstation, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

const stay = (over: Partial<Stay> = {}): Stay => ({
  row: 2,
  inpatientNumber: 'ZY1001',
  medicalRecordNumber: '',
  stayCount: null,
  name: '欧阳明',
  sex: 'male',
  birthDate: null,
  ageYears: 63,
  ageText: '63岁',
  idCard: '',
  phones: [{ number: '13812345678', kind: 'mobile', extension: '', relation: '本人' }],
  address: '',
  admissionDate: '2026-10-01',
  dischargeDate: '2026-10-09',
  department: '心血管内科',
  ward: '',
  doctor: '',
  nurse: '',
  diagnosis: '冠心病',
  icd10: 'I25.1',
  outcome: 'improved',
  dischargeMode: '1',
  deathDoubt: '',
  payment: '',
  costCents: null,
  revisitDate: null,
  remark: '',
  ...over,
});

const source = { fileName: '十月.xlsx', fileSha256: 'a'.repeat(64) };

onBothDatabases('stays imported in bulk', (kind) => {
  let workstation: TestWorkstation;
  beforeEach(async () => {
    workstation = await openWorkstation(kind);
    await withStaff(workstation);
  });
  afterEach(() => workstation.close());

  const load = (...stays: Stay[]) => workstation.transaction((ctx) => importRows(ctx, stays, source));

  it('adds new stays once, makes an unknown department, and gives one patient to several stays', async () => {
    const first = stay({ medicalRecordNumber: 'B1' });
    const later = stay({ row: 3, medicalRecordNumber: 'B1', inpatientNumber: 'ZY1002', dischargeDate: '2026-10-29', department: '针灸科' });
    expect((await load(first, later)).counts).toMatchObject({ read: 2, added: 2 });
    expect((await load(first, later)).counts).toMatchObject({ read: 2, added: 0, unchanged: 2 });
    const rows = await workstation.parts.store.db.selectFrom('discharge').selectAll().orderBy('row_number').execute();
    expect(rows.map((row) => [row.stay_key, row.pinyin, row.month])).toEqual([
      ['ZY1001|2026-10-09', 'oym', '2026-10'],
      ['ZY1002|2026-10-29', 'oym', '2026-10'],
    ]);
    expect(rows[0]?.patient_id).toBe(rows[1]?.patient_id);
    const made = await workstation.parts.store.db.selectFrom('department').select('kind').where('name', '=', '针灸科').execute();
    expect(made).toEqual([{ kind: 'clinical' }]);
  });

  it('updates a changed stay in place and keeps the mark and id of a phone that stays', async () => {
    await load(stay());
    const db = workstation.parts.store.db;
    await db.updateTable('phone').set({ bad: 1 }).execute();
    const before = await db.selectFrom('phone').select('id').executeTakeFirstOrThrow();
    const landline = { number: '057188005501', kind: 'landline', extension: '', relation: '儿子' } as const;
    const changed = stay({ diagnosis: '心绞痛', phones: [landline, ...stay().phones] });
    expect((await load(changed)).counts).toMatchObject({ changed: 1, added: 0 });
    expect(await db.selectFrom('discharge').select(['diagnosis']).execute()).toEqual([{ diagnosis: '心绞痛' }]);
    const phones = await db.selectFrom('phone').select(['id', 'number', 'bad']).orderBy('position').execute();
    expect(phones[1]).toEqual({ id: before.id, number: '13812345678', bad: 1 });
    expect(phones[0]).toMatchObject({ number: '057188005501', bad: 0 });
  });

  it('takes a stay once where the file repeats it, and rejects two people under one key', async () => {
    const result = await load(stay(), stay({ row: 3 }), stay({ row: 4, name: '欧阳明之女' }));
    expect(result.counts).toMatchObject({ read: 3, added: 1, duplicate: 1, rejected: 1 });
    expect(result.rejects).toEqual([{ row: 4, reason: '住院号与出院日期相同但姓名不同：第 2 行' }]);
  });

  it('keeps ID cards only as their last four characters and a keyed hash', async () => {
    await load(stay({ idCard: '11010519491231002X' }));
    const row = await workstation.parts.store.db.selectFrom('discharge').selectAll().executeTakeFirstOrThrow();
    expect(row.id_last4).toBe('002X');
    expect(row.id_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(row)).not.toContain('11010519491231');
  });
});
