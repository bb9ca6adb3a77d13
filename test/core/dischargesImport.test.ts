import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { CFB, read, utils, write } from 'xlsx';
import type { Client } from '../../electron/core/workstation.ts';
import type { Change } from '../../shared/contract/upkeep.ts';
import { type Expected, encodeGb18030, makeDirtyWorkbook, makeGb18030Csv } from '../fixtures/make.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../helpers/workstation.ts';

let folder: string;
let dirty: Expected;
let chinese: Expected;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fixtures-'));
  dirty = makeDirtyWorkbook(join(folder, 'dirty.xlsx'));
  chinese = makeGb18030Csv(join(folder, 'gb.csv'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (path: string) => new File([readFileSync(path)], basename(path));
const header = '住院号,姓名,出院日期,科室,主要诊断,联系电话,备注';
const csv = (...lines: string[]) => new File([[header, ...lines].join('\n')], '十月.csv');
const line = (number: string, name: string, date = '2026-10-09', rest = '骨科,骨折,13812345678,') => `${number},${name},${date},${rest}`;

onBothDatabases('import', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  let admin: Client;
  beforeEach(async () => {
    workstation = await openWorkstation(kind);
    staff = await withStaff(workstation);
    admin = workstation.as(staff.users.admin);
  });
  afterEach(() => workstation.close());

  const count = async (table: 'discharge' | 'phone' | 'patient' | 'import_batch' | 'department') => {
    const row = await workstation.parts.store.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  };
  const load = async (file: File) => {
    const { uploadId } = await admin.discharges.previewImport({ file });
    return admin.discharges.commitImport({ uploadId });
  };

  it('reads a dirty workbook: what it will do is shown, then done, and done again adds nothing', async () => {
    const preview = await admin.discharges.previewImport({ file: fileOf(dirty.path) });
    const { read, added, duplicate, rejected, warned } = dirty;
    const counts = { read, added, changed: 0, unchanged: 0, duplicate, rejected, warned };
    expect(preview).toMatchObject({ counts, headerRow: 2, sheet: '出院患者', months: [{ month: '2026-10' }], importedBefore: null });
    expect(preview.columns[0]).toMatchObject({ header: '序号', field: null });
    expect(preview.unknownDepartments.map((each) => each.name).sort()).toEqual(
      dirty.departments.filter((name) => !['心血管内科', '骨科', '产科'].includes(name)).sort(),
    );
    expect(await count('discharge')).toBe(0);
    const rejectedRows = await admin.discharges.previewRows({ uploadId: preview.uploadId, kind: 'rejected', limit: 500 });
    expect(rejectedRows.rows.map((row) => row.row)).toEqual(dirty.rejectedRows);
    const result = await admin.discharges.commitImport({ uploadId: preview.uploadId });
    expect(result.counts).toEqual(counts);
    expect(result.rejects.map((reject) => reject.row)).toEqual(dirty.rejectedRows);
    expect(await count('discharge')).toBe(added);
    const eligible = await workstation.parts.store.db
      .selectFrom('discharge')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('dialable', '=', 1)
      .where((eb) => eb.or([eb('outcome', 'is', null), eb('outcome', '<>', 'died')]))
      .executeTakeFirstOrThrow();
    expect(Number(eligible.count)).toBe(dirty.eligible);
    const again = await admin.discharges.previewImport({ file: fileOf(dirty.path) });
    expect(again).toMatchObject({
      counts: { added: 0, changed: 0, unchanged: added },
      importedBefore: { by: '信息科' },
      unknownDepartments: [],
    });
    expect((await admin.discharges.commitImport({ uploadId: again.uploadId })).counts).toMatchObject({ added: 0, unchanged: added });
    expect(await count('discharge')).toBe(added);
  });

  it('reads a GB18030 text export with rare characters of names', async () => {
    const preview = await admin.discharges.previewImport({ file: fileOf(chinese.path) });
    expect(preview).toMatchObject({ encoding: 'GB18030', counts: { read: 300, added: 300, rejected: 0, warned: 0 } });
    await admin.discharges.commitImport({ uploadId: preview.uploadId });
    const found = await admin.discharges.list({ search: '𠮷田' });
    expect(found).toMatchObject({ total: 1, rows: [{ name: '𠮷田明', phone: expect.stringMatching(/^1\d\d\*{4}\d{4}$/) }] });
  });

  it('finds a discharge by name, initials, inpatient number and the tail of a phone', async () => {
    await load(csv(line('ZY1', '单于芳'), line('ZY2', '欧阳明', '2026-10-10', '产科,顺产,0571-88005501,'), line('AB12', '欧阳明月')));
    const names = async (search: string) => (await admin.discharges.list({ search })).rows.map((row) => row.name).sort();
    expect(await names('欧阳')).toEqual(['欧阳明', '欧阳明月']);
    expect(await names('欧 阳明')).toEqual(['欧阳明', '欧阳明月']);
    expect(await names('cyf')).toEqual(['单于芳']);
    expect(await names('zy2')).toEqual(['欧阳明']);
    expect(await names('5501')).toEqual(['欧阳明']);
    expect(await names('阳明')).toEqual([]);
    expect(await names("'; drop")).toEqual([]);
    const month = await admin.discharges.list({ month: '2026-10', departmentId: staff.departments.obstetrics });
    expect(month.rows.map((row) => [row.name, row.phone])).toEqual([['欧阳明', '0571****5501']]);
    expect(await admin.discharges.months({})).toEqual([{ month: '2026-10', discharges: 3, drawn: 0 }]);
  });

  it('updates a changed row, showing what changes, and brings the old content back on undo', async () => {
    await load(csv(line('ZY1', '张三')));
    const changed = csv(line('ZY1', '张三', '2026-10-09', '产科,骨折,13912345678,已复查'));
    const preview = await admin.discharges.previewImport({ file: changed });
    expect(preview.counts).toMatchObject({ changed: 1, added: 0 });
    const { rows } = await admin.discharges.previewRows({ uploadId: preview.uploadId, kind: 'changed' });
    expect(rows[0]?.changes).toEqual([
      { field: 'phone', from: '138****5678 本人', to: '139****5678 本人' },
      { field: 'department', from: '骨科', to: '产科' },
      { field: 'remark', from: '', to: '已复查' },
    ]);
    const { batchId } = await admin.discharges.commitImport({ uploadId: preview.uploadId });
    expect((await admin.discharges.list({})).rows[0]).toMatchObject({ department: '产科', phone: '139****5678' });
    await admin.discharges.undoBatch({ batchId, reason: '导错了文件' });
    expect((await admin.discharges.list({})).rows[0]).toMatchObject({ department: '骨科', phone: '138****5678' });
    expect(await load(csv(line('ZY1', '张三')))).toMatchObject({ counts: { unchanged: 1 } });
  });

  it('takes a batch back whole, once, and not when one of its discharges was drawn', async () => {
    const first = await load(csv(line('ZY1', '张三'), line('ZY2', '李四')));
    const second = await load(csv(line('ZY3', '王五')));
    await admin.discharges.undoBatch({ batchId: first.batchId, reason: '试导' });
    expect([await count('discharge'), await count('phone'), await count('patient')]).toEqual([1, 1, 1]);
    await expect(admin.discharges.undoBatch({ batchId: first.batchId, reason: '再来' })).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const stay = await workstation.parts.store.db.selectFrom('discharge').select(['id', 'stay_key']).executeTakeFirstOrThrow();
    await workstation.transaction(async ({ db }) => {
      await db
        .insertInto('draw')
        .values({
          id: 'd1',
          month: '2026-10',
          ordinal: 9,
          plan: '{}',
          algorithm: 'a',
          seed: '1',
          frame_total: 1,
          frame_eligible: 1,
          frame_excluded: '{}',
          frame_hash: 'h',
          user_id: 'system',
          at: '2026-11-10T02:00:00.000Z',
        })
        .execute();
      await db
        .insertInto('frame_member')
        .values({ draw_id: 'd1', stay_key: stay.stay_key, discharge_id: stay.id, stratum: 's', chosen: 'reserve', rank: 1 })
        .execute();
    });
    await expect(admin.discharges.undoBatch({ batchId: second.batchId, reason: '试导' })).rejects.toMatchObject({ code: 'BATCH_DRAWN' });
    const { rows } = await admin.discharges.batches({});
    expect(rows.map((row) => [row.id, row.drawn, row.undoneAt !== null])).toEqual([
      [second.batchId, 1, false],
      [first.batchId, 0, true],
    ]);
  });

  it('counts duplicates in the file and gives every reject its row and reason, also as a workbook to correct', async () => {
    const file = csv(line('ZY1', '张三'), line('ZY1', '张三'), line('ZY2', ''), line('', '李四', '2026-02-30'), '合计,2');
    const result = await load(file);
    expect(result.counts).toMatchObject({ read: 4, added: 1, duplicate: 1, rejected: 2 });
    expect(result.rejects).toEqual([
      { row: 4, reason: '缺姓名' },
      { row: 5, reason: '缺住院号；出院日期读不出：2026-02-30' },
    ]);
    const workbook = await admin.discharges.rejectsWorkbook({ batchId: result.batchId });
    const [sheet] = Object.values(read(new Uint8Array(await workbook.arrayBuffer())).Sheets);
    const rows = utils.sheet_to_json<string[]>(sheet ?? {}, { header: 1 });
    expect(rows[0]?.slice(0, 4)).toEqual(['退回原因', '原行号', '住院号', '姓名']);
    expect(rows[1]?.slice(0, 3)).toEqual(['缺姓名', 4, 'ZY2']);
    const corrected = rows.map((row, index) => (index === 1 ? row.with(3, '赵六') : row)).slice(0, 2);
    const bytes = write(utils.book_new(utils.aoa_to_sheet(corrected), 'x'), { type: 'buffer', bookType: 'xlsx' }) as Buffer;
    expect((await load(new File([new Uint8Array(bytes)], '改好.xlsx'))).counts).toMatchObject({ added: 1, rejected: 0 });
  });

  it('maps an unknown department to a known one and remembers it', async () => {
    const file = () => csv(line('ZY1', '张三', '2026-10-09', '骨外科（东院）,骨折,13812345678,'));
    const before = await count('department');
    const { uploadId, unknownDepartments } = await admin.discharges.previewImport({ file: file() });
    const suggested = { id: staff.departments.orthopedics, name: '骨科' };
    expect(unknownDepartments).toEqual([{ name: '骨外科(东院)', rows: 1, suggested }]);
    await admin.discharges.previewImport({
      uploadId,
      departments: [{ name: '骨外科(东院)', departmentId: staff.departments.orthopedics }],
    });
    await admin.discharges.commitImport({ uploadId });
    expect((await admin.discharges.list({})).rows[0]?.department).toBe('骨科');
    expect((await admin.discharges.previewImport({ file: file() })).unknownDepartments).toEqual([]);
    expect(await count('department')).toBe(before);
  });

  it('reads columns as corrected by the user and recognises the next file of that shape', async () => {
    const strange = (number: string) => new File([`编码,姓名,出院日期,科室,主要诊断\n${number},张三,2026-10-09,骨科,骨折`], '奇怪.csv');
    const first = await admin.discharges.previewImport({ file: strange('ZY1') });
    expect(first.counts).toMatchObject({ read: 1, rejected: 1 });
    await expect(admin.discharges.commitImport({ uploadId: first.uploadId })).rejects.toMatchObject({
      code: 'COLUMNS_MISSING',
      message: expect.stringContaining('住院号'),
    });
    const mapping = (['inpatientNumber', 'name', 'dischargeDate', 'department', 'diagnosis'] as const).map((field, column) => ({
      column,
      field,
    }));
    const mapped = await admin.discharges.previewImport({ uploadId: first.uploadId, mapping });
    expect(mapped.counts).toMatchObject({ added: 1, rejected: 0 });
    await admin.discharges.commitImport({ uploadId: mapped.uploadId, templateName: '东院导出' });
    expect(await admin.discharges.previewImport({ file: strange('ZY2') })).toMatchObject({ template: '东院导出', counts: { added: 1 } });
    const [template] = await admin.discharges.templates({});
    expect(template).toMatchObject({ name: '东院导出', columns: 5 });
    await admin.discharges.removeTemplate({ id: template?.id ?? '' });
    expect((await admin.discharges.previewImport({ file: strange('ZY2') })).template).toBeNull();
  });

  it("knows the hospital's own header names, which win over the shipped ones", async () => {
    const file = () => new File(['编码,姓名,出院日期,科室,主要诊断\nZY1,张三,2026-10-09,骨科,骨折'], '自定义.csv');
    expect((await admin.discharges.previewImport({ file: file() })).columns[0]).toMatchObject({ header: '编码', field: null });
    await admin.discharges.saveFieldNames({ field: 'medicalRecordNumber', names: ['编码'] });
    await admin.discharges.saveFieldNames({ field: 'inpatientNumber', names: [' 编码 ', '备注'] });
    const names = await admin.discharges.fieldNames({});
    expect(names.flatMap(({ field, own }) => (own.length > 0 ? [[field, own]] : []))).toEqual([['inpatientNumber', ['编码', '备注']]]);
    expect(await admin.discharges.previewImport({ file: file() })).toMatchObject({
      columns: [{ field: 'inpatientNumber', confident: true }, {}, {}, {}, {}],
      counts: { added: 1, rejected: 0 },
    });
    await expect(workstation.as(staff.users.supervisor).discharges.saveFieldNames({ field: 'name', names: ['名'] })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('reads the sheet the user chooses', async () => {
    const sheet = (number: string) => utils.aoa_to_sheet([header.split(','), line(number, '张三').split(',')]);
    const book = utils.book_new(utils.aoa_to_sheet([['说明'], ['本表由系统导出']]), '说明');
    utils.book_append_sheet(book, sheet('ZY1'), '十月');
    utils.book_append_sheet(book, sheet('ZY2'), '十一月');
    const file = new File([new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)], '多表.xlsx');
    const preview = await admin.discharges.previewImport({ file });
    expect(preview).toMatchObject({ sheet: '十月', sheets: ['说明', '十月', '十一月'] });
    const other = await admin.discharges.previewImport({ uploadId: preview.uploadId, sheet: '十一月' });
    expect(other).toMatchObject({ sheet: '十一月', counts: { added: 1 } });
    await expect(admin.discharges.previewImport({ uploadId: preview.uploadId, sheet: '说明' })).rejects.toMatchObject({
      code: 'HEADER_NOT_FOUND',
    });
    await admin.discharges.commitImport({ uploadId: other.uploadId });
    expect((await admin.discharges.list({})).rows.map((row) => row.inpatientNumber)).toEqual(['ZY2']);
  });

  it('does not overwrite a discharge whose interview is finished, and says so', async () => {
    await load(csv(line('ZY1', '张三')));
    await finishInterview(workstation, staff);
    const result = await load(csv(line('ZY1', '张三', '2026-10-09', '骨科,骨折术后,13812345678,')));
    expect(result).toMatchObject({
      counts: { changed: 0, rejected: 1 },
      rejects: [{ row: 2, reason: '内容有变化，但访谈已完成，未覆盖' }],
    });
    expect((await admin.discharges.list({})).rows[0]?.diagnosis).toBe('骨折');
  });

  it('refuses what is no table of discharges in a sentence, changing nothing', async () => {
    const refused = async (content: BlobPart, name = 'x.xlsx') => {
      const error = await admin.discharges.previewImport({ file: new File([content], name) }).catch((each: unknown) => each);
      return error as { code: string; message: string };
    };
    expect(await refused('')).toMatchObject({ code: 'FILE_EMPTY' });
    expect(await refused('%PDF-1.7 ...')).toMatchObject({ code: 'FILE_UNREADABLE', message: expect.stringContaining('PDF') });
    expect(await refused('日期,收入\n2026-10-01,5')).toMatchObject({ code: 'HEADER_NOT_FOUND' });
    expect(await refused(new Uint8Array([1, 2, 0, 0, 7, 7, 7]))).toMatchObject({ code: 'FILE_UNREADABLE' });
    const locked = CFB.utils.cfb_new();
    CFB.utils.cfb_add(locked, '/EncryptionInfo', [4, 0, 4, 0, 64, 0, 0, 0]);
    CFB.utils.cfb_add(locked, '/EncryptedPackage', [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3]);
    expect(await refused(new Uint8Array(CFB.write(locked, { type: 'buffer' }) as Buffer))).toMatchObject({ code: 'FILE_ENCRYPTED' });
    const whole = readFileSync(dirty.path);
    expect(await refused(new Uint8Array(whole.subarray(0, 40_000)))).toMatchObject({ code: 'FILE_UNREADABLE' });
    await expect(admin.discharges.commitImport({ uploadId: 'gone' })).rejects.toMatchObject({ code: 'UPLOAD_GONE' });
    await expect(workstation.as(staff.users.nurse).discharges.previewImport({ file: csv() })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect([await count('discharge'), await count('import_batch')]).toEqual([0, 0]);
  });

  it('reads by content: xls, xls that is a web page, UTF-16 and semicolons give the same stays', async () => {
    const table = [header.split(','), ['ZY1', '张三', '2026-10-09', '骨科', '骨折', '13812345678', '']];
    const book = utils.book_new(utils.aoa_to_sheet(table), '出院');
    const xls = new Uint8Array(write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer);
    const html = `<html><meta charset="gbk"><table>${table.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table></html>`;
    const text = table.map((row) => row.join(';')).join('\r\n');
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${text.replaceAll(';', '\t')}`, 'utf16le'));
    expect((await load(new File([xls], '出院.csv'))).counts).toMatchObject({ read: 1, added: 1 });
    for (const content of [new Uint8Array(encodeGb18030(html)), `\ufeff${text}`, utf16])
      expect((await load(new File([content], '出院.xls'))).counts).toMatchObject({ read: 1, unchanged: 1 });
  });

  it('reports progress while it works', async () => {
    const seen: Change[] = [];
    const changes = await admin.upkeep.changes({});
    const watching = (async () => {
      for await (const change of changes) {
        seen.push(change);
        if (change.progress?.words === '导入完成') break;
      }
    })();
    await load(fileOf(dirty.path));
    await watching;
    const words = seen.flatMap((change) => (change.progress?.task === 'import' ? [change.progress.words] : []));
    expect([...new Set(words)]).toEqual(['正在读取文件', '正在核对每一行', '核对完成', '正在写入', '导入完成']);
  });
});

/** A finished interview on the only discharge, as the calling room would leave it. */
async function finishInterview(workstation: TestWorkstation, staff: Staff): Promise<void> {
  await workstation.transaction(async ({ db }) => {
    const stay = await db.selectFrom('discharge').select(['id', 'department_id', 'discharge_date']).executeTakeFirstOrThrow();
    const at = '2026-11-10T02:00:00.000Z';
    await db
      .insertInto('draw')
      .values({
        id: 'd1',
        month: '2026-10',
        ordinal: 1,
        plan: '{}',
        algorithm: 'a',
        seed: '1',
        frame_total: 1,
        frame_eligible: 1,
        frame_excluded: '{}',
        frame_hash: 'h',
        user_id: 'system',
        at,
      })
      .execute();
    await db
      .insertInto('follow_up')
      .values({
        id: 'f1',
        draw_id: 'd1',
        discharge_id: stay.id,
        discharged_on: stay.discharge_date,
        month: '2026-10',
        department_id: stay.department_id,
        stratum: 's',
        nurse_id: staff.users.nurse.id,
        state: 'ended',
        disposition: 'completed',
        attempts: 1,
        contacted: 1,
        last_outcome: 'completed',
        last_attempt_at: at,
        next_at: null,
        appointment_at: null,
        held_by: null,
        held_until: null,
        ended_at: at,
        avoid_nurse_id: null,
      })
      .execute();
    const version = await db.selectFrom('questionnaire_version').select('id').executeTakeFirst();
    const versionId = version?.id ?? 'q1';
    if (!version)
      await db
        .insertInto('questionnaire_version')
        .values({ id: versionId, code: 'q', title: 'q', version: 1, state: 'published', content: '{}', published_at: at })
        .execute();
    await db
      .insertInto('interview')
      .values({
        id: 'i1',
        follow_up_id: 'f1',
        discharge_id: stay.id,
        month: '2026-10',
        department_id: stay.department_id,
        questionnaire_version_id: versionId,
        nurse_id: staff.users.nurse.id,
        state: 'completed',
        version: 1,
        step: 'end',
        answerer: 'patient',
        relation: '',
        consent: 1,
        condition: '',
        revisit_date: null,
        started_at: at,
        finished_at: at,
        counted: 1,
        objections: 0,
        satisfied: 1,
      })
      .execute();
  });
}
