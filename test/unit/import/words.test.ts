/** Tests words, numbers and names of exports that were once misread. */
import { describe, expect, it } from 'vitest';
import { readDate } from '../../../shared/base/rules/dates.ts';
import { isIdentifierFormat } from '../../../shared/base/rules/numberFormat.ts';
import { readAge } from '../../../shared/import/rules/ages.ts';
import { areaCodeOf } from '../../../shared/import/rules/areaCodes.ts';
import { deathDoubtOf, readDischargeMode, readOutcome, readPayment } from '../../../shared/import/rules/codes.ts';
import { departmentOfSheet } from '../../../shared/import/rules/departmentOfSheet.ts';
import { readPhones } from '../../../shared/import/rules/phones.ts';

describe('an outcome', () => {
  it.each(['未治愈', '未痊愈', '未见好转', '未见明显好转', '无明显改善', '病情不稳定', '没有好转', '未愈', '无效', '恶化'])(
    'that denies the effect is no success: %s',
    (word) => expect(readOutcome(word)).toBe('unhealed'),
  );
  it.each([
    ['治愈', 'cured'],
    ['已治愈', 'cured'],
    ['好转', 'improved'],
    ['病情稳定', 'improved'],
    ['治愈，未死亡', 'cured'],
  ])('that says it is one: %s', (word, outcome) => expect(readOutcome(word)).toBe(outcome));

  const deaths = '死亡 病故 病亡 亡 去世 逝世 病逝 过世 离世 辞世 身故 已故 殁 猝死 脑死亡 抢救无效 抢救无效死亡 非预期死亡 DEATH'.split(
    ' ',
  );
  it.each(deaths)('is death by every usual word: %s', (word) => {
    expect(readOutcome(word)).toBe('died');
    expect(readDischargeMode(word)).toBe('5');
    expect(deathDoubtOf(word)).toBe('');
  });
  it.each(['未死亡', '非死亡', '死亡：否', '没有死亡', '无恶化'])('is not death, and nothing else, where it is denied: %s', (word) => {
    expect(readOutcome(word)).toBeUndefined();
    expect(readDischargeMode(word)).not.toBe('5');
    expect(deathDoubtOf(word)).toBe('');
  });
  it.each(['病危', '临终', '濒临死亡', '疑似死亡', '病危自动出院', '心跳停止', '胎儿死亡'])(
    'may be death, for somebody to look: %s',
    (word) => {
      expect(readOutcome(word)).not.toBe('died');
      expect(deathDoubtOf(word)).toBe(word);
    },
  );
  it.each(['治愈', '好转', '自动出院', '医嘱离院', '放弃治疗', '事故', '其他', ''])('is no doubt: %s', (word) =>
    expect(deathDoubtOf(word)).toBe(''),
  );
});

it.each([
  ['未遵医嘱离院', '4'],
  ['不遵医嘱', '4'],
  ['非正常出院', '4'],
  ['非医嘱离院', '4'],
  ['遵医嘱离院', '1'],
  ['正常出院', '1'],
  ['未转院', undefined],
])('a mode of discharge is read with its negation: %s', (word, mode) => expect(readDischargeMode(word)).toBe(mode));

it.each([
  ['1', '城镇职工基本医疗保险'],
  ['07', '全自费'],
  ['2.城镇居民基本医疗保险', '城镇居民基本医疗保险'],
  ['职工医保', '职工医保'],
])('the way of payment is read by code or word: %s', (text, word) => expect(readPayment(text)).toBe(word));

it.each([
  ['5月龄', '5月'],
  ['5个月龄', '5月'],
  ['3日龄', '3天'],
  ['3周', '21天'],
  ['2周3天', '17天'],
  ['1岁半', '1岁6月'],
  ['半岁', '6月'],
  ['63周岁', '63岁'],
])('the age of the smallest: %s', (text, age) => expect(readAge(text)?.text).toBe(age));

it.each([
  '2026年10月9日下午3:20',
  '2026-10-09 下午 3:20',
  '2026/10/9上午8:00',
  '2026-10-09 上午8时',
  '2026-10-09PM3:20',
  46_303.999_999_99,
])('a date with the half of the day, or a hair below midnight: %s', (cell) => expect(readDate(cell)).toEqual({ date: '2026-10-09' }));

describe('a phone', () => {
  const numbers = (cell: string) => readPhones(cell, '本人').phones.map(({ number }) => number);
  it('begins with a real area code, or is no landline', () => {
    expect(areaCodeOf('057188005501')).toBe('0571');
    expect(areaCodeOf('01088005501')).toBe('010');
    expect(areaCodeOf('03812345678')).toBeUndefined();
    expect(readPhones('0381-2345678', '本人')).toEqual({ phones: [], warnings: ['座机的区号不存在'] });
  });
  it('that lost its first digit is not made a landline: the warning says what is missing', () => {
    expect(readPhones('3812345678', '本人')).toEqual({ phones: [], warnings: [expect.stringContaining('少了开头 1 的手机号')] });
  });
  it('that lost the zero of a real area code has it back', () => expect(numbers('57188005501')).toEqual(['057188005501']));
  it.each(['0571-88005501/5502', '0571-88005501/88005502', '0571-88005501、5502'])('has a second landline by its last digits: %s', (cell) =>
    expect(numbers(cell)).toEqual(['057188005501', '057188005502']),
  );
});

it.each([
  ['0000000', true],
  ['"ZY"00000', true],
  ['000-0000-0000', true],
  ['0', false],
  ['0.00', false],
  ['#,##0', false],
  ['0"岁"', false],
  ['General', false],
  ['yyyy-mm-dd', false],
])('the format %s shows an identifier: %s', (format, shows) => expect(isIdentifierFormat(format)).toBe(shows));

describe('a sheet without a department column', () => {
  it.each([
    ['骨科', [], '骨科', 'sheet'],
    ['心血管内科一病区', [], '心血管内科一病区', 'sheet'],
    ['ICU', [], 'ICU', 'sheet'],
    ['Sheet1', [['市第一人民医院骨科2026年10月出院患者登记表']], '骨科', 'title'],
    ['Sheet1', [['2026年10月出院名单'], ['科室：产科', '', '打印日期：2026-11-01']], '产科', 'title'],
  ] as const)('%s %j is about %s', (sheet, above, department, from) =>
    expect(departmentOfSheet(sheet, above)).toEqual({ department, from }),
  );
  it.each([
    ['Sheet1', []],
    ['出院患者', [['市第一人民医院出院患者登记表']]],
    ['汇总', [['全院各科室出院人次']]],
    ['十月', [['医疗中心医院出院表']]],
  ] as const)('%s %j says none', (sheet, above) => expect(departmentOfSheet(sheet, above)).toBeNull());
});
