/** Tests files of unfamiliar systems: each once lost, changed or invented data silently. */
import { expect, it } from 'vitest';
import { makeDbf } from '../../fixtures/binary.ts';
import { book, header, patients } from '../../fixtures/corpusBase.ts';
import * as strangers from '../../fixtures/corpusStrangers.ts';
import { encodeGb18030 } from '../../fixtures/make.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';
import { ImportHouse } from './house.ts';

const file = (name: string, bytes: Uint8Array) => new File([new Uint8Array(bytes)], name);
const csv = (...lines: string[]) => new File([lines.join('\n')], '十月.csv');
const { one } = strangers;

onBothDatabases('a file that a stranger brings', (kind) => {
  const house = new ImportHouse(kind);
  const preview = (given: File) => house.admin.import.previewImport({ file: given });
  const stays = () =>
    house.workstation.parts.store.db
      .selectFrom('discharge')
      .selectAll()
      .orderBy('inpatient_number')
      .orderBy('medical_record_number')
      .execute();
  const phonesOf = async () =>
    (await house.workstation.parts.store.db.selectFrom('phone').select('number').orderBy('discharge_id').orderBy('position').execute()).map(
      ({ number }) => number,
    );

  it('is a workbook though a Word document is embedded in it', async () => {
    expect((await house.load(file('a.xls', strangers.workbookWithWordInside()))).counts).toMatchObject({ added: 3, rejected: 0 });
  });

  it.each(['xlsx', 'biff8'] as const)('has the number that its format shows: one stay, not two (%s)', async (bookType) => {
    await house.load(csv(header.join(','), one({ 住院号: '0012345' }).join(',')));
    expect((await house.load(file('b.xlsx', strangers.zerosByFormat(bookType)))).counts).toMatchObject({ added: 0, unchanged: 1 });
    expect((await stays()).map((stay) => stay.inpatient_number)).toEqual(['0012345']);
  });

  it('is rejected where Excel has lost digits of a number, with what to do', async () => {
    const { rejects, counts } = await house.load(file('c.xlsx', strangers.longNumbers())).catch(async () => {
      const { uploadId, counts: found } = await preview(file('c.xlsx', strangers.longNumbers()));
      const { rows } = await house.admin.import.previewRows({ uploadId });
      return { counts: found, rejects: rows.map(({ row, reason }) => ({ row, reason })) };
    });
    expect(counts).toMatchObject({ added: 0, rejected: 2 });
    for (const { reason } of rejects) expect(reason).toMatch(/住院号超过 15 位.*设为文本/);
  });

  it('has every row read or rejected; what is skipped is counted and can be looked at', async () => {
    const found = await preview(file('d.xlsx', strangers.reviewedRows()));
    expect(found.counts).toMatchObject({ read: 3, added: 1, rejected: 2, skipped: 4 });
    const { rows } = await house.admin.import.previewRows({ uploadId: found.uploadId, kind: 'rejected' });
    expect(rows.map(({ row, reason }) => [row, reason])).toEqual([
      [4, '缺出院日期'],
      [5, '缺出院日期'],
    ]);
    const skipped = await house.admin.import.previewSkipped({ uploadId: found.uploadId });
    expect(skipped.rows.map(({ row, why }) => [row, why])).toEqual([
      [1, 'title'],
      [2, 'header'],
      [6, 'total'],
      [7, 'signature'],
    ]);
    expect(skipped.rows[0]?.text).toBe('十月出院');
    const { batchId } = await house.admin.import.commitImport({ uploadId: found.uploadId });
    expect((await house.admin.import.batches({})).rows.find(({ id }) => id === batchId)?.counts.skipped).toBe(4);
  });

  it('has outcomes with their negations, and every usual word for death', async () => {
    await house.load(
      file(
        'e.xlsx',
        book([header, ...['未治愈', '病故', '未死亡'].map((word, at) => one({ 住院号: `F${at}`, 转归: word, 离院方式: '' }))]),
      ),
    );
    expect((await stays()).map((stay) => stay.outcome)).toEqual(['unhealed', 'died', null]);
  });

  it('is a page: entities are read, comments and scripts are no table, cells need no end', async () => {
    await house.load(file('f.xls', strangers.pageWithEntities()));
    await house.load(file('g.xls', strangers.pageOfDivs()));
    expect((await stays()).map((stay) => stay.name)).toEqual(['𠮷田明']);
    const { changed, added } = (await house.admin.import.batches({})).rows[1]?.counts ?? {};
    expect([added, changed]).toEqual([1, 0]);
  });

  it('is read by its text though a mark of UTF-8 stands before GB18030', async () => {
    const found = await preview(file('h.csv', strangers.markedGb18030()));
    expect(found).toMatchObject({ encoding: 'GB18030', counts: { added: 3, rejected: 0 } });
  });

  it('stays UTF-8 where one character is cut; the row is marked, and the admin may choose the encoding by its look', async () => {
    const found = await preview(file('i.csv', strangers.utf8WithCutCharacter()));
    expect(found).toMatchObject({ encoding: 'UTF-8', textual: true, counts: { added: 21, warned: 1 } });
    const looks = await house.admin.import.encodings({ uploadId: found.uploadId });
    expect(looks.find(({ encoding }) => encoding === 'UTF-8')?.lines[0]).toContain('住院号,姓名');
    expect(looks.find(({ encoding }) => encoding === 'GB18030')?.lines[0]).not.toContain('姓名');
    expect(looks.flatMap(({ lines }) => lines).join()).not.toContain('13812345678');
    await expect(house.admin.import.previewImport({ uploadId: found.uploadId, encoding: 'UTF-16' })).rejects.toMatchObject({
      code: 'HEADER_NOT_FOUND',
    });
  });

  it('says of a phone that lost a digit what is missing, and makes no other of it', async () => {
    const found = await preview(csv(header.join(','), one({ 联系电话: '3812345678' }).join(',')));
    expect(found.counts).toMatchObject({ added: 1, warned: 1 });
    expect(found.reasons.map(({ reason }) => reason)).toEqual([expect.stringContaining('提示：号码少一位')]);
  });

  it('is not imported while columns are only guessed', async () => {
    const guessed = csv('住院号,姓名,出院日期,入院科室,入院诊断,医保电话', '0077777,张三,2026-10-09,急诊科,腹痛,0571-88005501');
    const { uploadId, columns } = await preview(guessed);
    expect(columns.filter(({ field, confident }) => field && !confident).map(({ header: name }) => name)).toEqual([
      '入院科室',
      '入院诊断',
      '医保电话',
    ]);
    await expect(house.admin.import.commitImport({ uploadId })).rejects.toMatchObject({
      code: 'COLUMNS_GUESSED',
      message: expect.stringContaining('“入院科室”作为出院科室、“入院诊断”作为主要诊断、“医保电话”作为患者电话'),
    });
    const mapping = columns.flatMap(({ index, field, confident }) =>
      field ? [{ column: index, field, guessed: !confident && index === 3 }] : [],
    );
    const still = await house.admin.import.previewImport({ uploadId, mapping });
    expect(still.columns.filter(({ field, confident }) => field && !confident).map(({ header: name }) => name)).toEqual(['入院科室']);
    await expect(house.admin.import.commitImport({ uploadId })).rejects.toMatchObject({ code: 'COLUMNS_GUESSED' });
    expect((await house.admin.import.commitImport({ uploadId, acceptGuesses: true })).counts.added).toBe(1);
    // What was confirmed once is known the next time.
    expect((await preview(guessed)).columns.every(({ field, confident }) => field === null || confident)).toBe(true);
  });

  it('has a row rejected that a comma has moved', async () => {
    const { rejects, counts } = await house.load(file('j.csv', strangers.shiftedByComma()));
    expect(counts).toMatchObject({ added: 1, rejected: 1 });
    expect(rejects).toEqual([{ row: 2, reason: expect.stringContaining('比表头多 1 格') }]);
  });

  it('has a cell of eight megabytes refused in words', async () => {
    const { rejects, counts } = await house.load(file('k.csv', strangers.hugeCell()));
    expect(counts).toMatchObject({ added: 1, rejected: 1 });
    expect(rejects[0]?.reason).toContain('超过一格能有的 32,767 个');
  });

  it('holds a sheet for each department: one run, the sheet says which, once a person agrees', async () => {
    const found = await preview(file('l.xlsx', strangers.sheetsOfDepartments()));
    expect(found).toMatchObject({ sheet: '旧格式', others: ['骨科', '产科'] });
    const first = await house.admin.import.previewImport({ uploadId: found.uploadId, sheet: '骨科' });
    expect(first).toMatchObject({ alike: ['产科'], departmentsOf: [{ sheet: '骨科', department: '骨科', from: 'sheet' }] });
    const { uploadId, ...all } = await house.admin.import.previewImport({ uploadId: found.uploadId, allSheets: true });
    expect(all).toMatchObject({ read: ['骨科', '产科'], others: ['旧格式'], counts: { read: 3, added: 2, rejected: 1, skipped: 3 } });
    const { rows } = await house.admin.import.previewRows({ uploadId });
    expect(rows.map(({ sheet, row, department }) => [sheet, row, department])).toEqual([
      ['骨科', 2, '骨科'],
      ['产科', 3, '产科'],
      ['产科', 4, ''],
    ]);
    await expect(house.admin.import.commitImport({ uploadId })).rejects.toMatchObject({ code: 'COLUMNS_GUESSED' });
    const { rejects } = await house.admin.import.commitImport({ uploadId, acceptGuesses: true });
    expect(rejects).toEqual([{ row: 4, reason: '工作表“产科”：缺出院日期' }]);
    const names = await house.admin.discharges.list({});
    expect(names.rows.map(({ inpatientNumber, department }) => [inpatientNumber, department]).sort()).toEqual([
      ['D1', '骨科'],
      ['D2', '产科'],
    ]);
  });

  it.each(['xlsx', 'biff8'] as const)('says which rows are filtered away, and leaves them out where asked (%s)', async (bookType) => {
    const found = await preview(file('m.xlsx', strangers.filteredRows(bookType)));
    expect(found).toMatchObject({ hidden: { rows: 1, leftOut: false }, counts: { added: 3 } });
    const without = await house.admin.import.previewImport({ uploadId: found.uploadId, withoutHidden: true });
    expect(without).toMatchObject({ hidden: { rows: 1, leftOut: true }, counts: { added: 2, skipped: 2 } });
  });

  it('has its dates right that count from 1904 without a format, or end a hair below midnight', async () => {
    await house.load(file('n.xlsx', strangers.daysFrom1904()));
    expect((await stays()).map((stay) => stay.discharge_date)).toEqual(['2026-10-09', '2026-10-09']);
  });

  it('has the middle dot of a name made one', async () => {
    await house.load(
      csv(
        header.join(','),
        ...['阿不都.热合曼', '阿不都．热合曼', '阿不都•热合曼'].map((name, at) => one({ 住院号: `N${at}`, 姓名: name }).join(',')),
      ),
    );
    expect(new Set((await stays()).map((stay) => stay.name))).toEqual(new Set(['阿不都·热合曼']));
  });

  it('is known by the codes of the national survey, payment by its code, the attending doctor', async () => {
    await house.load(file('o.csv', strangers.nationalCodes()));
    expect(await stays()).toMatchObject([
      {
        medical_record_number: 'R1',
        stay_count: 2,
        name: '张三',
        discharge_date: '2026-10-09',
        icd10: 'S72.000',
        payment: '城镇职工基本医疗保险',
        doctor: '王医生',
      },
    ]);
  });

  it('is a dbf whose names end after ten bytes', async () => {
    const names = ['住院号', '姓名', '出院日期', '出院科室', '出院主要诊断', '主要诊断编码'];
    const fields = names.map((name) => ({
      name: new TextDecoder('gb18030').decode(encodeGb18030(name).slice(0, 10)),
      type: 'C' as const,
      length: 30,
    }));
    const row = ['C1', '张三', '20261009', '骨科', '股骨颈骨折', 'S72.000'];
    await house.load(file('p.dbf', makeDbf(fields, [row])));
    expect(await stays()).toMatchObject([{ diagnosis: '股骨颈骨折', icd10: 'S72.000' }]);
  });

  it('names a doctor of the upload by P433 before the others', async () => {
    const fields = ['P3', 'P2', 'P4', 'P25', 'P26', 'P322', 'P1', 'P432', 'P433', 'P434'].map((name) => ({
      name,
      type: 'C' as const,
      length: 24,
    }));
    await house.load(file('q.dbf', makeDbf(fields, [['R9', '1', '张三', '20261009', '骨科', '骨折', '7', '副主任', '主治', '住院']])));
    expect(await stays()).toMatchObject([{ doctor: '主治', payment: '全自费' }]);
  });

  it('brings no character that a workbook or the database cannot hold, in cells, headers and its name', async () => {
    const poisoned = one({ 姓名: '张\uFFFE三\0', 主要诊断: '骨折\uFFFF' }).join(',');
    const named = new File([Buffer.from(`\ufeff${[header.join(','), poisoned].join('\n')}`, 'utf16le')], '十\0月\uFFFE.csv');
    await house.load(named);
    expect(await stays()).toMatchObject([{ name: '张三', diagnosis: '骨折' }]);
    expect((await house.admin.import.batches({})).rows[0]?.fileName).toBe('十月.csv');
  });

  it('changes only what its columns say, and empties nothing that is stored', async () => {
    const full = [...header, '地址', '主管医师'];
    await house.load(csv(full.join(','), [...one({ 住院号: '0012345' }), '文一路1号', '王医生'].join(',')));
    const before = await stays();
    const narrow = await house.load(csv('住院号,姓名,出院日期,科室,主要诊断', `0012345,${patients[0]?.[1]},2026-10-09,心血管内科,冠心病`));
    expect(narrow.counts).toMatchObject({ changed: 0, unchanged: 1 });
    expect(await phonesOf()).toEqual(['13812345678']);
    expect(await stays()).toEqual(before);
    // A blank keeps too; another diagnosis is taken.
    const blanks = csv(full.join(','), [...one({ 住院号: '0012345', 联系电话: '', 转归: '', 主要诊断: '心绞痛' }), '', ''].join(','));
    const found = await preview(blanks);
    expect(found.effects.fields.map(({ field, changed, emptied, kept }) => [field, changed, emptied, kept]).sort()).toEqual([
      ['address', 0, 0, 1],
      ['diagnosis', 1, 0, 0],
      ['doctor', 0, 0, 1],
      ['outcome', 0, 0, 1],
      ['phone', 0, 0, 1],
    ]);
    await house.admin.import.commitImport({ uploadId: found.uploadId });
    expect(await stays()).toMatchObject([
      { diagnosis: '心绞痛', address: '文一路1号', doctor: '王医生', outcome: 'improved', dialable: 1 },
    ]);
    expect(await phonesOf()).toEqual(['13812345678']);
    expect((await house.load(blanks)).counts).toMatchObject({ changed: 0, unchanged: 1 });
  });

  it('empties a column only where the admin chose it to hold, says so before, and undo brings all back', async () => {
    await house.load(csv(header.join(','), one().join(',')));
    const blanks = csv(header.join(','), one({ 联系电话: '', 转归: '' }).join(','));
    const { uploadId } = await preview(blanks);
    const trusted = await house.admin.import.previewImport({ uploadId, trusted: ['phone', 'contactPhone'] });
    expect(trusted.effects).toMatchObject({
      fields: expect.arrayContaining([
        { field: 'phone', changed: 0, emptied: 1, kept: 0 },
        { field: 'outcome', changed: 0, emptied: 0, kept: 1 },
      ]),
      trusted: ['phone', 'contactPhone'],
    });
    const { batchId } = await house.admin.import.commitImport({ uploadId });
    expect(await phonesOf()).toEqual([]);
    expect(await stays()).toMatchObject([{ dialable: 0, outcome: 'improved' }]);
    await house.admin.import.undoBatch({ batchId, reason: '选错了' });
    expect(await phonesOf()).toEqual(['13812345678']);
  });

  it('keeps the relatives’ numbers where it has only the patient’s, and the patient where it has no record number', async () => {
    const full = '病案号,住院号,姓名,出院日期,科室,主要诊断,联系电话,联系人,联系人关系,联系人电话';
    await house.load(csv(full, 'R1,Z1,张三,2026-10-09,骨科,骨折,13812345678,李四,2,13987654321'));
    const [before] = await stays();
    await house.load(csv('住院号,姓名,出院日期,科室,主要诊断,联系电话', 'Z1,张三,2026-10-09,骨科,骨折,13700000001'));
    expect(await phonesOf()).toEqual(['13700000001', '13987654321']);
    expect((await stays())[0]?.patient_id).toBe(before?.patient_id);
  });
});
