import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CFB, read, utils, write } from 'xlsx';
import type { Push } from '../../../shared/base/contract/topics.ts';
import { type Expected, makeDirtyWorkbook, makeGb18030Csv } from '../../fixtures/make.ts';
import { onBothDatabases, type Staff, type TestWorkstation } from '../../helpers/workstation.ts';
import { csv, ImportHouse, line } from './house.ts';

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

onBothDatabases('import', (kind) => {
  const house = new ImportHouse(kind);

  it('reads a dirty workbook: what it will do is shown, then done, and done again adds nothing', async () => {
    const preview = await house.admin.import.previewImport({ file: fileOf(dirty.path) });
    const { read, added, duplicate, rejected, warned } = dirty;
    // Its title, its header and its line of totals.
    const counts = { read, added, changed: 0, unchanged: 0, duplicate, rejected, warned, skipped: 3 };
    expect(preview).toMatchObject({ counts, headerRow: 2, sheet: '出院患者', months: [{ month: '2026-10' }], importedBefore: null });
    expect(preview.columns[0]).toMatchObject({ header: '序号', field: null });
    expect(preview.unknownDepartments.map((each) => each.name).sort()).toEqual(
      dirty.departments.filter((name) => !['心血管内科', '骨科', '产科'].includes(name)).sort(),
    );
    expect(await house.count('discharge')).toBe(0);
    const rejectedRows = await house.admin.import.previewRows({ uploadId: preview.uploadId, kind: 'rejected', limit: 500 });
    expect(rejectedRows.rows.map((row) => row.row)).toEqual(dirty.rejectedRows);
    const result = await house.admin.import.commitImport({ uploadId: preview.uploadId });
    expect(result.counts).toEqual(counts);
    expect(result.rejects.map((reject) => reject.row)).toEqual(dirty.rejectedRows);
    expect(await house.count('discharge')).toBe(added);
    const eligible = await house.workstation.parts.store.db
      .selectFrom('discharge')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('dialable', '=', 1)
      .where((eb) => eb.or([eb('outcome', 'is', null), eb('outcome', '<>', 'died')]))
      .executeTakeFirstOrThrow();
    expect(Number(eligible.count)).toBe(dirty.eligible);
    const again = await house.admin.import.previewImport({ file: fileOf(dirty.path) });
    expect(again).toMatchObject({
      counts: { added: 0, changed: 0, unchanged: added },
      importedBefore: { by: '信息科' },
      unknownDepartments: [],
    });
    expect((await house.admin.import.commitImport({ uploadId: again.uploadId })).counts).toMatchObject({ added: 0, unchanged: added });
    expect(await house.count('discharge')).toBe(added);
  });

  it('reads a GB18030 text export with rare characters of names', async () => {
    const preview = await house.admin.import.previewImport({ file: fileOf(chinese.path) });
    expect(preview).toMatchObject({ encoding: 'GB18030', counts: { read: 300, added: 300, rejected: 0, warned: 0 } });
    await house.admin.import.commitImport({ uploadId: preview.uploadId });
    const found = await house.admin.discharges.list({ search: '𠮷田' });
    expect(found).toMatchObject({ total: 1, rows: [{ name: '𠮷田明', phone: expect.stringMatching(/^1\d\d\*{4}\d{4}$/) }] });
  });

  it('finds a discharge by name, initials, inpatient number and the tail of a phone', async () => {
    await house.load(csv(line('ZY1', '单于芳'), line('ZY2', '欧阳明', '2026-10-10', '产科,顺产,0571-88005501,'), line('AB12', '欧阳明月')));
    const names = async (search: string) => (await house.admin.discharges.list({ search })).rows.map((row) => row.name).sort();
    expect(await names('欧阳')).toEqual(['欧阳明', '欧阳明月']);
    expect(await names('欧 阳明')).toEqual(['欧阳明', '欧阳明月']);
    expect(await names('cyf')).toEqual(['单于芳']);
    expect(await names('zy2')).toEqual(['欧阳明']);
    expect(await names('5501')).toEqual(['欧阳明']);
    expect(await names('阳明')).toEqual([]);
    expect(await names("'; drop")).toEqual([]);
    const month = await house.admin.discharges.list({ month: '2026-10', departmentId: house.staff.departments.obstetrics });
    expect(month.rows.map((row) => [row.name, row.phone])).toEqual([['欧阳明', '0571****5501']]);
    expect(await house.admin.discharges.months({})).toEqual([{ month: '2026-10', discharges: 3, drawn: 0 }]);
  });

  it('updates a changed row, showing what changes, and brings the old content back on undo', async () => {
    await house.load(csv(line('ZY1', '张三')));
    const changed = csv(line('ZY1', '张三', '2026-10-09', '产科,骨折,13912345678,已复查'));
    const preview = await house.admin.import.previewImport({ file: changed });
    expect(preview.counts).toMatchObject({ changed: 1, added: 0 });
    const { rows } = await house.admin.import.previewRows({ uploadId: preview.uploadId, kind: 'changed' });
    expect(rows[0]?.changes).toEqual([
      { field: 'phone', from: '138****5678 本人', to: '139****5678 本人' },
      { field: 'department', from: '骨科', to: '产科' },
      { field: 'remark', from: '', to: '已复查' },
    ]);
    const { batchId } = await house.admin.import.commitImport({ uploadId: preview.uploadId });
    expect((await house.admin.discharges.list({})).rows[0]).toMatchObject({ department: '产科', phone: '139****5678' });
    await house.admin.import.undoBatch({ batchId, reason: '导错了文件' });
    expect((await house.admin.discharges.list({})).rows[0]).toMatchObject({ department: '骨科', phone: '138****5678' });
    expect(await house.load(csv(line('ZY1', '张三')))).toMatchObject({ counts: { unchanged: 1 } });
  });

  it('takes a batch back whole, once, and not when one of its discharges was drawn', async () => {
    const first = await house.load(csv(line('ZY1', '张三'), line('ZY2', '李四')));
    const second = await house.load(csv(line('ZY3', '王五')));
    await house.admin.import.undoBatch({ batchId: first.batchId, reason: '试导' });
    expect([await house.count('discharge'), await house.count('phone'), await house.count('patient')]).toEqual([1, 1, 1]);
    await expect(house.admin.import.undoBatch({ batchId: first.batchId, reason: '再来' })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    const stay = await house.workstation.parts.store.db.selectFrom('discharge').select(['id', 'stay_key']).executeTakeFirstOrThrow();
    await house.workstation.transaction(async ({ db }) => {
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
    await expect(house.admin.import.undoBatch({ batchId: second.batchId, reason: '试导' })).rejects.toMatchObject({
      code: 'BATCH_DRAWN',
    });
    const { rows } = await house.admin.import.batches({});
    expect(rows.map((row) => [row.id, row.drawn, row.undoneAt !== null])).toEqual([
      [second.batchId, 1, false],
      [first.batchId, 0, true],
    ]);
  });

  it('names the workbook of rejects after the file alone, whatever path and signs the file came with', async () => {
    for (const [sent, name] of [
      ['../../etc/passwd\r\nX: 1.csv', '退回表-passwdX- 1.xlsx'],
      ['C:\\临时\\十月"出院".xlsx', '退回表-十月-出院-.xlsx'],
      ['\u202excod.csv', '退回表-xcod.xlsx'],
      ['.csv', '退回表-导入.xlsx'],
    ] as const) {
      const { batchId } = await house.load(new File([await csv(line(`ZY${sent.length}`, '张三'), line('ZY9', '')).arrayBuffer()], sent));
      expect((await house.admin.import.rejectsWorkbook({ batchId, reason: '改正' })).name).toBe(name);
    }
  });

  it('counts duplicates in the file and gives every reject its row and reason, also as a workbook to correct', async () => {
    const file = csv(line('ZY1', '张三'), line('ZY1', '张三'), line('ZY2', ''), line('', '李四', '2026-02-30'), '合计,2');
    const result = await house.load(file);
    expect(result.counts).toMatchObject({ read: 4, added: 1, duplicate: 1, rejected: 2 });
    expect(result.rejects).toEqual([
      { row: 4, reason: '缺姓名' },
      { row: 5, reason: '缺住院号；出院日期读不出：2026-02-30' },
    ]);
    const { batchId } = result;
    await expect(house.admin.import.rejectsWorkbook({ batchId, reason: ' ' })).rejects.toMatchObject({
      message: expect.stringContaining('导出原因'),
    });
    const workbook = await house.admin.import.rejectsWorkbook({ batchId, reason: '改正后重新导入' });
    const [sheet] = Object.values(read(new Uint8Array(await workbook.arrayBuffer())).Sheets);
    const rows = utils.sheet_to_json<string[]>(sheet ?? {}, { header: 1 });
    expect(rows[0]?.slice(0, 4)).toEqual(['退回原因', '原行号', '住院号', '姓名']);
    expect(rows[1]?.slice(0, 3)).toEqual(['缺姓名', 4, 'ZY2']);
    expect(rows.at(-1)).toEqual(['导出：信息科 2026-11-10 10:00 原因：改正后重新导入']);
    const corrected = rows.map((row, index) => (index === 1 ? row.with(3, '赵六') : row)).filter((_, index) => index !== 2);
    const bytes = write(utils.book_new(utils.aoa_to_sheet(corrected), 'x'), { type: 'buffer', bookType: 'xlsx' }) as Buffer;
    expect((await house.load(new File([new Uint8Array(bytes)], '改好.xlsx'))).counts).toMatchObject({ added: 1, rejected: 0 });
  });

  it('does not overwrite a discharge whose interview is finished, and says so', async () => {
    await house.load(csv(line('ZY1', '张三')));
    await finishInterview(house.workstation, house.staff);
    const result = await house.load(csv(line('ZY1', '张三', '2026-10-09', '骨科,骨折术后,13812345678,')));
    expect(result).toMatchObject({
      counts: { changed: 0, rejected: 1 },
      rejects: [{ row: 2, reason: '内容有变化，但访谈已完成，未覆盖' }],
    });
    expect((await house.admin.discharges.list({})).rows[0]?.diagnosis).toBe('骨折');
  });

  it('refuses what is no table of discharges in a sentence, changing nothing', async () => {
    const refused = async (content: BlobPart, name = 'x.xlsx') => {
      const error = await house.admin.import.previewImport({ file: new File([content], name) }).catch((each: unknown) => each);
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
    await expect(house.admin.import.commitImport({ uploadId: 'gone' })).rejects.toMatchObject({ code: 'UPLOAD_GONE' });
    await expect(house.as('nurse').import.previewImport({ file: csv() })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect([await house.count('discharge'), await house.count('import_batch')]).toEqual([0, 0]);
  });

  it('reports progress while it works', async () => {
    const seen: Push[] = [];
    const changes = await house.admin.upkeep.changes({});
    const watching = (async () => {
      for await (const change of changes) {
        seen.push(change);
        if (change.progress?.words === '导入完成') break;
      }
    })();
    await house.load(fileOf(dirty.path));
    await watching;
    const words = seen.flatMap((change) => (change.progress?.task === 'import' ? [change.progress.words] : []));
    expect([...new Set(words)]).toEqual(['正在读取文件', '正在核对每一行', '核对完成', '正在写入', '导入完成']);
  });
});

/** A finished interview on the only discharge, as the calling room would leave it. */
async function finishInterview(workstation: TestWorkstation, staff: Staff): Promise<void> {
  await workstation.transaction(async ({ db }) => {
    const stay = await db
      .selectFrom('discharge')
      .select(['id', 'department_id', 'discharge_date', 'name_key', 'pinyin', 'stay_key'])
      .executeTakeFirstOrThrow();
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
        search_name: stay.name_key,
        search_initials: stay.pinyin,
        search_number: stay.stay_key,
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
