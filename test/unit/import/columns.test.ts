import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stayDays } from '../../../shared/base/rules/time.ts';
import { stayKeyOf } from '../../../shared/discharges/rules/stay.ts';
import { findHeader, missingFields, type Synonyms } from '../../../shared/import/rules/columns.ts';
import { lineKinds } from '../../../shared/import/rules/lines.ts';
import { lineReader } from '../../../shared/import/rules/normalise.ts';

const synonyms = JSON.parse(readFileSync(new URL('../../../resources/import/synonyms.json', import.meta.url), 'utf8')) as Synonyms;
const fieldsOf = (headers: string[], above: string[][] = []) =>
  findHeader([...above, headers], synonyms)?.columns.map((column) => column.field);

describe('the header', () => {
  it('is found under a title line, with its fields', () => {
    const header = findHeader([['出院登记'], [], ['序号', '住院号码', '姓 名', '出院日期*', '出院科别', '出院诊断（主要）', '']], synonyms);
    expect(header?.line).toBe(2);
    expect(header?.columns.map((column) => column.field)).toEqual([
      null,
      'inpatientNumber',
      'name',
      'dischargeDate',
      'department',
      'diagnosis',
    ]);
  });
  it('is read from two lines where groups stand above their columns', () => {
    const above = ['住院号', '姓名', '出院信息', null, '', '联系人', '', ''];
    const below = ['', '', '日期', '科室', '主要诊断', '姓名', '关系', '电话'];
    const header = findHeader([['登记表'], above, below, ['ZY1', '张三', '2026-10-09', '骨科', '骨折', '李四', '儿子', 1]], synonyms);
    expect(header).toMatchObject({ line: 1, depth: 2 });
    expect(header?.columns.map((column) => column.field)).toEqual([
      'inpatientNumber',
      'name',
      'dischargeDate',
      'department',
      'diagnosis',
      'contactName',
      'contactRelation',
      'contactPhone',
    ]);
  });
  it('knows what hospitals call age and payment', () => {
    const needed = ['住院号', '姓名', '出院日期', '科室', '主要诊断'];
    for (const name of ['岁数', '病人年龄', '实足年龄', '周岁', '年龄（岁）'])
      expect(fieldsOf([...needed, name])?.at(-1), name).toBe('age');
    for (const name of ['结算类别', '结算方式', '付费方式', '付费类别', '付款方式', '支付方式', '费别', '医保类型', '参保类型', '险种'])
      expect(fieldsOf([...needed, name])?.at(-1), name).toBe('payment');
  });
  it('is one line where the line below is a patient', () => {
    expect(
      findHeader(
        [
          ['住院号', '姓名', '出院日期', '科室', '诊断'],
          ['A', '张三', '十月九日', '骨科', '骨折'],
        ],
        synonyms,
      )?.depth,
    ).toBe(1);
  });
  it('is in doubt where two columns are called the same', () => {
    const header = findHeader([['住院号', '姓名', '科室', '入院日期', '科室', '出院日期', '诊断', '电话', '电话']], synonyms);
    const inDoubt = header?.columns.flatMap(({ header: name, field, confident }) => (field !== null && !confident ? [name] : []));
    expect(inDoubt).toEqual(['科室']);
  });
  it('gives one column a field where two could have it, and several columns the phones', () => {
    expect(fieldsOf(['住院号', '姓名', '出院时间', '科室', '诊断', '主要诊断', '联系电话', '手机号', '家属电话'])).toEqual([
      'inpatientNumber',
      'name',
      'dischargeDate',
      'department',
      null,
      'diagnosis',
      'phone',
      'phone',
      'contactPhone',
    ]);
  });
  it('takes a similar name as a guess to be confirmed', () => {
    const header = findHeader([['住院号', '姓名', '出院日期', '出院科室', '主要诊断', '患者现住址']], synonyms);
    expect(header?.columns.at(-1)).toMatchObject({ field: 'address', confident: false });
  });
  it('knows the national upload columns', () => {
    expect(fieldsOf(['P2', 'P3', 'P4', 'P25', 'P26', 'P322', 'P321', 'P741', 'P802'])).toEqual([
      'stayCount',
      'medicalRecordNumber',
      'name',
      'dischargeDate',
      'department',
      'diagnosis',
      'icd10',
      'dischargeMode',
      'phone',
    ]);
  });
  it('is not found where there is none', () => {
    expect(
      findHeader(
        [
          ['日期', '收入', '支出'],
          ['2026-10-01', 1, 2],
        ],
        synonyms,
      ),
    ).toBeUndefined();
  });
  it('names the required columns that are missing; record number and stay count stand for the inpatient number', () => {
    expect(missingFields([{ column: 0, field: 'name' }])).toEqual(['住院号', '出院日期', '出院科室', '主要诊断']);
    const byRecord = ['medicalRecordNumber', 'stayCount', 'name', 'dischargeDate', 'department', 'diagnosis'] as const;
    expect(missingFields(byRecord.map((field, column) => ({ column, field })))).toEqual([]);
  });
});

const mapping = (['inpatientNumber', 'name', 'dischargeDate', 'department', 'diagnosis', 'phone', 'admissionDate'] as const).map(
  (field, column) => ({
    column,
    field,
  }),
);
const read = lineReader(mapping, '2026-12-31');
const good = ['ZY1', '张三', '2026-10-09', '骨科', '骨折', '13812345678', '2026-10-01'];

describe('a line', () => {
  it('becomes a stay with its key', () => {
    const reading = read(good, 7);
    expect(reading).toMatchObject({ warnings: [], stay: { row: 7, name: '张三', admissionDate: '2026-10-01' } });
    if ('stay' in reading) expect(stayKeyOf(reading.stay)).toBe('ZY1|2026-10-09');
  });
  it.each([
    [0, '-', ['缺住院号']],
    [0, '1.2E+09', ['住院号读不出：1.2E+09（已变成科学计数法，请把这一列设为文本后重新导出）']],
    [1, '', ['缺姓名']],
    [1, '12345', ['姓名读不出：12345']],
    [2, '', ['缺出院日期']],
    [2, '2026-10-32', ['出院日期读不出：2026-10-32']],
    [2, '1980-01-05', ['出院日期不合理：1980-01-05']],
    [3, '无', ['缺出院科室']],
    [4, null, ['缺主要诊断']],
  ])('says why column %i with %j is rejected', (column, value, reject) => {
    expect(read(good.with(column, value as string), 1)).toEqual({ reject });
  });
  it('is only warned of where it can be used', () => {
    expect(read(good.with(5, ''), 1)).toMatchObject({ warnings: ['没有电话'] });
    expect(read(good.with(6, '2026-10-31'), 1)).toMatchObject({
      warnings: ['入院日期晚于出院日期，没有采用：2026-10-31'],
      stay: { admissionDate: null },
    });
    // What an older version stored is shown without a length.
    expect([stayDays('2026-10-31', '2026-10-09'), stayDays('2026-10-01', '2026-10-09'), stayDays(null, '2026-10-09')]).toEqual([
      null,
      8,
      null,
    ]);
    expect(read(good.with(6, '十月初'), 1)).toMatchObject({ warnings: ['入院日期读不出：十月初'], stay: { admissionDate: null } });
  });
  it('joins Chinese names written apart and keeps middle dots', () => {
    expect(read(good.with(1, '张 三'), 1)).toMatchObject({ stay: { name: '张三' } });
    expect(read(good.with(1, '阿不都•热合曼'), 1)).toMatchObject({ stay: { name: '阿不都·热合曼' } });
  });
  it('is no data where it is empty, a total, a note, or the header again', () => {
    const header = ['住院号', '姓名', '出院日期', '科室', '诊断', '电话', '入院日期'];
    for (const cells of [[], ['', null, ' '], ['合计', '2000人'], ['制表人：王静', '', '', '审核'], header])
      expect(lineKinds(mapping, header)(cells)).not.toBe('data');
    expect(lineKinds(mapping, header)(good)).toBe('data');
    expect(lineKinds(mapping, header)(good.with(1, ''))).toBe('data');
  });
});
