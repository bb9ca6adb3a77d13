import { expect, it } from 'vitest';
import { utils, write } from 'xlsx';
import { encodeGb18030 } from '../../fixtures/make.ts';
import { onBothDatabases } from '../../helpers/workstation.ts';
import { csv, header, ImportHouse, line } from './house.ts';

/** Which department, column, sheet and encoding a file means. */
onBothDatabases('how an import understands a file', (kind) => {
  const house = new ImportHouse(kind);

  it('maps an unknown department to a known one and remembers it', async () => {
    const file = () => csv(line('ZY1', '张三', '2026-10-09', '骨外科（东院）,骨折,13812345678,'));
    const before = await house.count('department');
    const { uploadId, unknownDepartments } = await house.admin.import.previewImport({ file: file() });
    const suggested = { id: house.staff.departments.orthopedics, name: '骨科' };
    expect(unknownDepartments).toEqual([{ name: '骨外科(东院)', rows: 1, suggested }]);
    await house.admin.import.previewImport({
      uploadId,
      departments: [{ name: '骨外科(东院)', departmentId: house.staff.departments.orthopedics }],
    });
    await house.admin.import.commitImport({ uploadId });
    expect((await house.admin.discharges.list({})).rows[0]?.department).toBe('骨科');
    expect((await house.admin.import.previewImport({ file: file() })).unknownDepartments).toEqual([]);
    expect(await house.count('department')).toBe(before);
  });

  it('reads columns as corrected by the user and recognises the next file of that shape', async () => {
    const strange = (number: string) => new File([`编码,姓名,出院日期,科室,主要诊断\n${number},张三,2026-10-09,骨科,骨折`], '奇怪.csv');
    const first = await house.admin.import.previewImport({ file: strange('ZY1') });
    expect(first.counts).toMatchObject({ read: 1, rejected: 1 });
    await expect(house.admin.import.commitImport({ uploadId: first.uploadId })).rejects.toMatchObject({
      code: 'COLUMNS_MISSING',
      message: expect.stringContaining('住院号'),
    });
    const mapping = (['inpatientNumber', 'name', 'dischargeDate', 'department', 'diagnosis'] as const).map((field, column) => ({
      column,
      field,
    }));
    const mapped = await house.admin.import.previewImport({ uploadId: first.uploadId, mapping });
    expect(mapped.counts).toMatchObject({ added: 1, rejected: 0 });
    await house.admin.import.commitImport({ uploadId: mapped.uploadId, templateName: '东院导出' });
    expect(await house.admin.import.previewImport({ file: strange('ZY2') })).toMatchObject({
      template: '东院导出',
      counts: { added: 1 },
    });
    const { batchId } = await house.load(new File([`${await strange('ZY3').text()}\nZY4,,2026-10-09,骨科,骨折`], '奇怪.csv'));
    const rejects = await house.admin.import.rejectsWorkbook({ batchId, reason: '改正后重新导入' });
    const ofRejects = await house.admin.import.previewImport({ file: rejects });
    expect(ofRejects).toMatchObject({ template: '东院导出', counts: { read: 1, rejected: 1 }, reasons: [{ reason: '缺姓名' }] });
    const [template] = await house.admin.import.templates({});
    expect(template).toMatchObject({ name: '东院导出', columns: 5 });
    await house.admin.import.removeTemplate({ id: template?.id ?? '' });
    expect((await house.admin.import.previewImport({ file: strange('ZY2') })).template).toBeNull();
  });

  it("knows the hospital's own header names, which win over the shipped ones", async () => {
    const file = () => new File(['编码,姓名,出院日期,科室,主要诊断\nZY1,张三,2026-10-09,骨科,骨折'], '自定义.csv');
    expect((await house.admin.import.previewImport({ file: file() })).columns[0]).toMatchObject({ header: '编码', field: null });
    await house.admin.import.saveFieldNames({ field: 'medicalRecordNumber', names: ['编码'], version: 0 });
    await house.admin.import.saveFieldNames({ field: 'inpatientNumber', names: [' 编码 ', '备注'], version: 1 });
    const names = await house.admin.import.fieldNames({});
    expect(names.flatMap(({ field, own }) => (own.length > 0 ? [[field, own]] : []))).toEqual([['inpatientNumber', ['编码', '备注']]]);
    expect(await house.admin.import.previewImport({ file: file() })).toMatchObject({
      columns: [{ field: 'inpatientNumber', confident: true }, {}, {}, {}, {}],
      counts: { added: 1, rejected: 0 },
    });
    await expect(house.as('supervisor').import.saveFieldNames({ field: 'name', names: ['名'], version: 2 })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('says that a file which is full to its last row may have been cut', async () => {
    const full = async (rows: number) => {
      const lines = [header, ...Array.from({ length: rows - 2 }, () => ''), line('ZY1', '张三')];
      return (await house.admin.import.previewImport({ file: new File([lines.join('\n')], '出院.csv') })).full;
    };
    expect([await full(65_535), await full(65_536), await full(65_537)]).toEqual([false, true, false]);
  });

  it('reads the sheet the user chooses', async () => {
    const sheet = (number: string) => utils.aoa_to_sheet([header.split(','), line(number, '张三').split(',')]);
    const book = utils.book_new(utils.aoa_to_sheet([['说明'], ['本表由系统导出']]), '说明');
    utils.book_append_sheet(book, sheet('ZY1'), '十月');
    utils.book_append_sheet(book, sheet('ZY2'), '十一月');
    const file = new File([new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)], '多表.xlsx');
    const preview = await house.admin.import.previewImport({ file });
    expect(preview).toMatchObject({ sheet: '十月', sheets: ['说明', '十月', '十一月'], others: ['十一月'] });
    const other = await house.admin.import.previewImport({ uploadId: preview.uploadId, sheet: '十一月' });
    expect(other).toMatchObject({ sheet: '十一月', counts: { added: 1 } });
    await expect(house.admin.import.previewImport({ uploadId: preview.uploadId, sheet: '说明' })).rejects.toMatchObject({
      code: 'HEADER_NOT_FOUND',
    });
    await house.admin.import.commitImport({ uploadId: other.uploadId });
    expect((await house.admin.discharges.list({})).rows.map((row) => row.inpatientNumber)).toEqual(['ZY2']);
  });

  it('reads by content: xls, xls that is a web page, UTF-16 and semicolons give the same stays', async () => {
    const table = [header.split(','), ['ZY1', '张三', '2026-10-09', '骨科', '骨折', '13812345678', '']];
    const book = utils.book_new(utils.aoa_to_sheet(table), '出院');
    const xls = new Uint8Array(write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer);
    const html = `<html><meta charset="gbk"><table>${table.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table></html>`;
    const text = table.map((row) => row.join(';')).join('\r\n');
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${text.replaceAll(';', '\t')}`, 'utf16le'));
    expect((await house.load(new File([xls], '出院.csv'))).counts).toMatchObject({ read: 1, added: 1 });
    for (const content of [new Uint8Array(encodeGb18030(html)), `\ufeff${text}`, utf16])
      expect((await house.load(new File([content], '出院.xls'))).counts).toMatchObject({ read: 1, unchanged: 1 });
  });
});
