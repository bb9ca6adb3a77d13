import { describe, expect, it } from 'vitest';
import { fieldReaders } from '../../../shared/import/rules/fieldReaders.ts';

const readers = fieldReaders([{ column: 0, field: 'sex' }], '2026-11-10');

describe('a cell of a column', () => {
  it.each([
    ['男', 'male', null],
    ['', null, null],
  ] as const)('sex %j is %j', (cell, value, warning) => {
    expect(readers.sex.read(cell)).toEqual({ value, warning, reject: null });
  });

  it('of a sex that nobody knows is a warning with its first twenty characters', () => {
    const strange = '某种从未见过的写法'.repeat(4);
    const { value, warning } = readers.sex.read(strange);
    expect(value).toBeNull();
    expect(warning).toContain('不认识');
    expect(warning?.endsWith(`：${strange.slice(0, 20)}`)).toBe(true);
  });

  it.each([
    ['11010519491231002X', '11010519491231002X', null],
    ['', '', null],
    ['110105194912310021', '', '身份证号不正确，未采用'],
    ['12345', '', '身份证号不正确，未采用'],
  ] as const)('identity number %j is %j', (cell, value, warning) => {
    expect(readers.idCard.read(cell)).toEqual({ value, warning, reject: null });
  });
});
