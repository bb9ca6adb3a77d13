import { expect, it } from 'vitest';
import { wordsForHead } from '../../../shared/feedback/rules/wordsForHeads.ts';

const person = { name: '张桂兰', address: '解放路12号3栋' };

it.each([
  ['打13812345678', '打138****5678'],
  ['打 138-1234-5678 或１３８ １２３４ ５６７８', '打 138****5678 或138****5678'],
  ['打0571-88005501转8', '打0571****5501转8'],
  ['2026-11-02 10:30 换药，ZG-2611-001 也没人管', '2026-11-02 10:30 换药，ZG-2611-001 也没人管'],
  ['交了 3500 元，床号 12-3', '交了 3500 元，床号 12-3'],
  ['住解放路 12 号 3 栋', '住（住址）'],
])('of %j a head reads %j, however many were asked', (said, read) => expect(wordsForHead(said, person, false)).toBe(read));

it('the name is left out where few were asked, however it is spaced; a name that is no name is not looked for', () => {
  expect(wordsForHead('张桂兰、张 桂 兰', person, true)).toBe('（患者）、（患者）');
  expect(wordsForHead('张桂兰', person, false)).toBe('张桂兰');
  expect(wordsForHead('这件事没人管', { name: '这', address: '' }, true)).toBe('这件事没人管');
  expect(wordsForHead('A.B says', { name: 'A.B', address: '' }, true)).toBe('（患者） says');
  expect(wordsForHead('AxB says', { name: 'A.B', address: '' }, true)).toBe('AxB says');
});
