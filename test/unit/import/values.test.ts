import { describe, expect, it } from 'vitest';
import { initialsOf } from '../../../electron/core/base/pinyin.ts';
import { readDate } from '../../../shared/base/rules/dates.ts';
import { maskPhone } from '../../../shared/base/rules/phones.ts';
import { cellText, identifierText, valueText } from '../../../shared/base/rules/text.ts';
import { ageOn, readAge } from '../../../shared/import/rules/ages.ts';
import { readDischargeMode, readOutcome, readRelation, readSex } from '../../../shared/import/rules/codes.ts';
import { hideIdCards, isIdCard, personOf, readIdCard } from '../../../shared/import/rules/idCard.ts';
import { readPhones } from '../../../shared/import/rules/phones.ts';
import { fc } from '../../helpers/properties.ts';

describe('text of a cell', () => {
  it.each([
    ['ＺＹ１２３', 'ZY123'],
    ['　张三 ', '张三'],
    ['="0571001"', '0571001'],
    ['="00123"', '00123'],
    ['=cmd|calc', '=cmd|calc'],
    ['=1+1', '=1+1'],
    ['="a"&"b"', '="a"&"b"'],
    ["'0012", '0012'],
    ['13812345678\t', '13812345678'],
    ['甲\r\n乙', '甲 乙'],
    ['𠮷田\u200b', '𠮷田'],
    [13812345678, '13812345678'],
    [0.1 + 0.2, '0.3'],
    [null, ''],
  ])('reads %j as %j', (cell, text) => expect(cellText(cell)).toBe(text));

  it.each(['-', '—', '－', '/', 'NULL', 'N/A', '无', ' ', '　'])('takes %j for nothing', (cell) => expect(valueText(cell)).toBe(''));
  it('removes what a spreadsheet added to an identifier', () => {
    expect(identifierText('20261001.0')).toBe('20261001');
    expect(identifierText('ZY 12 3')).toBe('ZY123');
  });
});

describe('dates', () => {
  it.each([
    ['2024-03-05', '2024-03-05'],
    ['2024/3/5', '2024-03-05'],
    ['2024.3.5', '2024-03-05'],
    ['2024年3月5日', '2024-03-05'],
    ['２０２４年３月５日', '2024-03-05'],
    ['20240305', '2024-03-05'],
    [20240305, '2024-03-05'],
    ['20240305143000', '2024-03-05'],
    ['2024-03-05 14:30:00', '2024-03-05'],
    ['2024-03-05T14:30:00.000Z', '2024-03-05'],
    ['2024/3/5 9:05', '2024-03-05'],
    ['2024年3月5日14时30分', '2024-03-05'],
    [45356, '2024-03-05'],
    [45356.604, '2024-03-05'],
    ['45356', '2024-03-05'],
    ['2024-02-29', '2024-02-29'],
  ])('reads %j as %s', (cell, date) => expect(readDate(cell)).toEqual({ date }));
  it.each(['', '-', null, '0000-00-00', '1899-12-30', '1900-01-01', 0])('takes %j for no date', (cell) =>
    expect(readDate(cell)).toBe('empty'),
  );
  it.each(['2023-02-29', '2024-13-01', '2024-04-31', '3/5/2024', '24-3-5', '昨天', '202403', 12])('does not guess at %j', (cell) =>
    expect(readDate(cell)).toBe('unreadable'),
  );
  it('reads every civil date in every shape as the same date', () => {
    const day = fc.date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const text = date.toISOString().slice(0, 10);
        const [y = '', m = '', d = ''] = text.split('-');
        const serial = Math.floor(date.getTime() / 86_400_000) + 25_569;
        for (const shape of [text, `${y}${m}${d}`, `${y}/${Number(m)}/${Number(d)}`, `${y}年${Number(m)}月${Number(d)}日`, serial])
          expect(readDate(shape)).toEqual({ date: text });
      }),
    );
  });
});

describe('ages', () => {
  it.each([
    ['63', '63岁', 63],
    ['63岁', '63岁', 63],
    ['63周岁', '63岁', 63],
    ['3岁2月', '3岁2月', 3.17],
    ['2岁3个月', '2岁3月', 2.25],
    ['15天', '15天', 0.04],
    ['15/30月', '15天', 0.04],
    ['15/30', '15天', 0.04],
    ['2 15/30月', '2月15天', 0.21],
    ['8月', '8月', 0.67],
    ['20小时', '0天', 0],
    ['Y63', '63岁', 63],
    ['D15', '15天', 0.04],
    ['0', '0天', 0],
  ])('reads %s as %s', (text, shown, years) => expect(readAge(text)).toEqual({ text: shown, years }));
  it('takes the unit of a bare number from a column of its own', () => expect(readAge('15', '天')?.text).toBe('15天'));
  it.each(['', '成年', '300', '63x', '岁'])('does not guess at %j', (text) => expect(readAge(text)).toBeNull());
  it('counts the age on a date', () => {
    expect(ageOn('1960-03-06', '2024-03-05')?.text).toBe('63岁');
    expect(ageOn('2024-01-20', '2024-03-05')?.text).toBe('1月');
    expect(ageOn('2024-02-20', '2024-03-05')?.text).toBe('14天');
    expect(ageOn('2024-03-06', '2024-03-05')).toBeNull();
  });
});

describe('phones', () => {
  const mobile = (number: string, relation = '本人') => ({ number, kind: 'mobile', extension: '', relation });
  const fixed = (number: string, extension = '', relation = '本人') => ({ number, kind: 'landline', extension, relation });
  it.each([
    ['13812345678', [mobile('13812345678')]],
    [13812345678, [mobile('13812345678')]],
    ['138 1234 5678', [mobile('13812345678')]],
    ['138-1234-5678', [mobile('13812345678')]],
    ['１３８１２３４５６７８', [mobile('13812345678')]],
    ['+86 13812345678', [mobile('13812345678')]],
    ['+86-138-1234-5678', [mobile('13812345678')]],
    ['008613812345678', [mobile('13812345678')]],
    ['013812345678', [mobile('13812345678')]],
    ['13812345678.0', [mobile('13812345678')]],
    ['1.3812345678E+10', [mobile('13812345678')]],
    ['0571-88005501', [fixed('057188005501')]],
    ['(0571)88005501', [fixed('057188005501')]],
    ['0571-8800-5501', [fixed('057188005501')]],
    ['010-88005501', [fixed('01088005501')]],
    [57188005501, [fixed('057188005501')]],
    [1088005501, [fixed('01088005501')]],
    ['571-88005501', [fixed('057188005501')]],
    ['+86-571-88005501', [fixed('057188005501')]],
    ['0571-88005501-8012', [fixed('057188005501', '8012')]],
    ['0571-88005501转8012', [fixed('057188005501', '8012')]],
    ['88005501分机12', [fixed('88005501', '12')]],
    ['8800-5501', [fixed('88005501')]],
    ['13812345678/13912345678', [mobile('13812345678'), mobile('13912345678')]],
    ['13812345678、0571-88005501', [mobile('13812345678'), fixed('057188005501')]],
    ['13812345678 13912345678', [mobile('13812345678'), mobile('13912345678')]],
    ['1381234567813912345678', [mobile('13812345678'), mobile('13912345678')]],
    ['13812345678\n13912345678', [mobile('13812345678'), mobile('13912345678')]],
    ['13812345678（儿子）', [mobile('13812345678', '儿子')]],
    ['儿子13812345678', [mobile('13812345678', '儿子')]],
    ['13812345678 (女儿)；13912345678 (老伴)', [mobile('13812345678', '女儿'), mobile('13912345678', '老伴')]],
    ['手机：13812345678', [mobile('13812345678')]],
    ['138 1234 5678（儿子） 139 1234 5678（女儿）', [mobile('13812345678', '儿子'), mobile('13912345678', '女儿')]],
    ['(儿子)13812345678(女儿)13912345678', [mobile('13812345678', '儿子'), mobile('13912345678', '女儿')]],
    ['13812345678 本人 13912345678 妻', [mobile('13812345678', '本人'), mobile('13912345678', '妻')]],
    ['13812345678-13912345678', [mobile('13812345678'), mobile('13912345678')]],
    ['13812345678+13912345678', [mobile('13812345678'), mobile('13912345678')]],
    ['13812345678&13912345678', [mobile('13812345678'), mobile('13912345678')]],
    ['0571-88005501转801 13812345678', [fixed('057188005501', '801'), mobile('13812345678')]],
    ['0571-88005501-801 13812345678', [fixed('057188005501', '801'), mobile('13812345678')]],
    ['13812345678（15天后打）', [mobile('13812345678', '15天后打')]],
    ['13812345678。', [mobile('13812345678')]],
    ['13812345678*', [mobile('13812345678')]],
    ['13812345678(张和平)', [mobile('13812345678', '张和平')]],
  ])('reads %j', (cell, phones) => expect(readPhones(cell, '本人')).toEqual({ phones, warnings: [] }));
  it.each([
    ['1.38E+10', '号码变成科学计数法，后几位已丢失'],
    ['1381234567', '手机号少一位'],
    ['12345', '号码无法拨打'],
    ['00000000000', '号码无法拨打'],
    ['23812345678901', '号码无法拨打'],
    ['没有手机', '电话栏没有号码'],
  ])('warns of %j and rejects nothing', (cell, warning) => expect(readPhones(cell, '本人')).toEqual({ phones: [], warnings: [warning] }));
  it('keeps the good one of two numbers and warns of the other', () => {
    expect(readPhones('1381234567/13912345678', '本人')).toEqual({ phones: [mobile('13912345678')], warnings: ['手机号少一位'] });
  });
  it('keeps a number beside a short one that only the hospital can dial, and warns', () => {
    expect(readPhones('13812345678 短号 661234', '本人')).toEqual({ phones: [mobile('13812345678')], warnings: ['号码无法拨打'] });
  });
  it('reads several numbers with their people in any order and between any signs', () => {
    const digits = fc.integer({ min: 3_000_000_000, max: 9_999_999_999 }).map((rest) => `1${rest}`);
    const people = fc.uniqueArray(fc.constantFrom('儿子', '女儿', '老伴', '本人', '邻居'), { minLength: 1, maxLength: 3 });
    const between = fc.constantFrom('', ' ', '/', '、', '；', '，', '\n');
    fc.assert(
      fc.property(
        people,
        fc.array(digits, { minLength: 3, maxLength: 3 }),
        between,
        fc.boolean(),
        fc.boolean(),
        (names, all, sign, before, spaced) => {
          const numbers = all.slice(0, names.length);
          if (numbers.some((number) => /^1(\d)\1+$/.test(number))) return;
          const shown = (number: string) => (spaced ? number.replace(/^(...)(....)/, '$1 $2 ') : number);
          const cell = names
            .map((name, at) => (before ? `${name}${shown(numbers[at] ?? '')}` : `${shown(numbers[at] ?? '')}（${name}）`))
            .join(sign);
          expect(readPhones(cell, '家属')).toEqual({ phones: names.map((name, at) => mobile(numbers[at] ?? '', name)), warnings: [] });
        },
      ),
    );
  });
  it('reads a mobile number through any separators', () => {
    const digits = fc.integer({ min: 3_000_000_000, max: 9_999_999_999 }).map((rest) => `1${rest}`);
    const separator = fc.constantFrom('', ' ', '-', '－', '　');
    fc.assert(
      fc.property(digits, separator, separator, (number, a, b) => {
        const written = number.slice(0, 3) + a + number.slice(3, 7) + b + number.slice(7);
        if (/^1(\d)\1+$/.test(number)) return;
        expect(readPhones(written, '本人').phones).toEqual([mobile(number)]);
      }),
    );
  });
  it.each([
    ['13812345678', '138****5678'],
    ['057188005501', '0571****5501'],
    ['01088005501', '010****5501'],
    ['88005501', '****5501'],
    ['12345', '****'],
    ['', ''],
  ])('masks %s as %s', (number, masked) => expect(maskPhone(number)).toBe(masked));
});

describe('codes and words', () => {
  it.each([
    ['男', 'male'],
    ['1', 'male'],
    ['1.男', 'male'],
    ['M', 'male'],
    ['女', 'female'],
    ['2', 'female'],
    ['F', 'female'],
    ['未知', 'unknown'],
    ['0', 'unknown'],
    ['x', undefined],
  ])('sex %s', (text, sex) => expect(readSex(text)).toBe(sex));
  it.each([
    ['治愈', 'cured'],
    ['1', 'cured'],
    ['2', 'improved'],
    ['好转出院', 'improved'],
    ['未愈', 'unhealed'],
    ['4', 'died'],
    ['4.死亡', 'died'],
    ['其他', 'other'],
    ['8', undefined],
  ])('outcome %s', (text, outcome) => expect(readOutcome(text)).toBe(outcome));
  it.each([
    ['1', '1'],
    ['1.医嘱离院', '1'],
    ['医嘱离院', '1'],
    ['医嘱转院', '2'],
    ['医嘱转社区卫生服务机构/乡镇卫生院', '3'],
    ['非医嘱离院', '4'],
    ['自动出院', '4'],
    ['死亡', '5'],
    ['9', '9'],
    ['7', undefined],
  ])('mode of discharge %s', (text, mode) => expect(readDischargeMode(text)).toBe(mode));
  it('relations by code or word', () => expect(['1', '2', '儿媳', ''].map(readRelation)).toEqual(['配偶', '儿子', '儿媳', '']));
});

describe('ID cards', () => {
  // The example number of GB 11643-1999.
  it('checks the date and the check character', () => {
    expect(isIdCard('11010519491231002X')).toBe(true);
    expect(isIdCard('110105194912310021')).toBe(false);
    expect(isIdCard('11010519491331002X')).toBe(false);
  });
  it('reads 15 digits, lower case and masked numbers', () => {
    expect(readIdCard('11010519491231002x')).toBe('11010519491231002X');
    expect(readIdCard('110105491231002')).toBe('11010519491231002X');
    expect(readIdCard('**************002X')).toBe('002X');
    expect(readIdCard('1.10105E+17')).toBeUndefined();
    expect(personOf('11010519491231002X')).toEqual({ birthDate: '1949-12-31', sex: 'female' });
  });
  it('hides them in any text', () => expect(hideIdCards('证11010519491231002X')).toBe('证**************002X'));
});

it.each([
  ['欧阳明', 'oym'],
  ['单于芳', 'cyf'],
  ['单雄信', 'sxx'],
  ['仇英', 'qy'],
  ['尉迟恭', 'ycg'],
  ['万俟卨', 'mqx'],
  ['曾国藩', 'zgf'],
  ['解晓东', 'xxd'],
  ['𠮷田', 'jt'],
  ['阿不都·热合曼', 'abdrhm'],
  ['Anna', 'anna'],
])('initials of %s are %s', (name, initials) => expect(initialsOf(name)).toBe(initials));
