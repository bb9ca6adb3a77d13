import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../../electron/core/workstation.ts';
import { makeCorpus } from '../../fixtures/corpus.ts';
import type { CorpusFile, StayFacts } from '../../fixtures/corpusBase.ts';
import { openWorkstation, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';

const corpus = makeCorpus();
/** One of each reader goes to both databases. */
const onBoth = new Set([
  'gb18030.csv',
  'utf16be.csv',
  'biff8.xls',
  'excel95.xls',
  'hqms.dbf',
  'page-called.xls',
  'dates.xlsx',
  'phones.xlsx',
  'rejected-and-duplicate.csv',
  'one-bit.xlsx',
]);

it('holds a file for every trap, at least forty', () => {
  expect(new Set(corpus.map((file) => file.name)).size).toBe(corpus.length);
  expect(corpus.length).toBeGreaterThanOrEqual(40);
});

describe.each([
  ['sqlite', corpus],
  ['postgres', corpus.filter((file) => onBoth.has(file.name))],
] as const)('the corpus of exports (%s)', (kind, files) => {
  let workstation: TestWorkstation;
  let admin: Client;
  beforeAll(async () => {
    workstation = await openWorkstation(kind);
    admin = workstation.as((await withStaff(workstation)).users.admin);
  });
  afterAll(() => workstation.close());

  /** The stays a batch brought, in the file's order. */
  async function staysOf(batchId: string): Promise<Required<StayFacts>[]> {
    const { db } = workstation.parts.store;
    const rows = await db
      .selectFrom('discharge')
      .innerJoin('department', 'department.id', 'discharge.department_id')
      .selectAll('discharge')
      .select('department.name as department')
      .where('import_batch_id', '=', batchId)
      .orderBy('row_number')
      .execute();
    const phones = await db.selectFrom('phone').selectAll().orderBy('discharge_id').orderBy('position').execute();
    return rows.map((row) => {
      const own = phones.filter((phone) => phone.discharge_id === row.id);
      return {
        number: row.inpatient_number,
        name: row.name,
        sex: row.sex,
        age: row.age_text,
        phones: own.map((phone) => phone.number).join(' '),
        date: row.discharge_date,
        department: row.department,
        diagnosis: row.diagnosis,
        icd10: row.icd10,
        outcome: row.outcome,
        mode: row.discharge_mode,
        admission: row.admission_date,
        relation: own[0]?.relation ?? '',
      };
    });
  }

  it.each(files.map((file) => [file.name, file] as const))('%s', async (name, { bytes, expected }: CorpusFile) => {
    const file = new File([new Uint8Array(bytes)], name);
    const preview = await admin.import.previewImport({ file }).catch((error: unknown) => error as { code: string; message: string });
    if ('refused' in expected) {
      expect(preview).toMatchObject({ code: expected.refused, message: expect.stringContaining(expected.says) });
      return;
    }
    if (!('uploadId' in preview)) throw preview;
    const { stays, encoding, sheet, rejects = [], duplicates = 0, guessed = false } = expected;
    expect(preview.counts).toMatchObject({ added: stays.length, rejected: rejects.length, duplicate: duplicates });
    if (encoding !== undefined) expect(preview.encoding).toBe(encoding);
    if (sheet !== undefined) expect(preview.sheet).toBe(sheet);
    const { uploadId } = preview;
    if (guessed) await expect(admin.import.commitImport({ uploadId })).rejects.toMatchObject({ code: 'COLUMNS_GUESSED' });
    const result = await admin.import.commitImport({ uploadId, acceptGuesses: guessed });
    expect(result.rejects.map(({ row, reason }) => [row, reason])).toEqual(rejects);
    const found = await staysOf(result.batchId);
    await admin.import.undoBatch({ batchId: result.batchId, reason: '试读' });
    expect(found).toMatchObject(stays);
    expect(found).toHaveLength(stays.length);
  });
});
