/** Tests which member of staff a patient's praise means. */
import { expect, it } from 'vitest';
import { likeliestFirst, withName, withoutName } from '../../../shared/opinions/rules/staffNames.ts';

const staff = [
  { name: '陈建国', post: 'doctor', ofStay: true },
  { name: '李梅', post: 'nurse', ofStay: true },
  { name: '王芳', post: 'nurse', ofStay: false },
  { name: '陈思', post: 'nurse', ofStay: false },
  { name: '赵强', post: 'doctor', ofStay: false },
] as const;

it.each([
  ['护士小陈特别耐心', ['陈思', '陈建国', '李梅', '王芳', '赵强']],
  ['陈护士天天来看我', ['陈思', '李梅', '王芳', '陈建国', '赵强']],
  ['护士们都好', ['李梅', '王芳', '陈思', '陈建国', '赵强']],
  ['陈大夫手术做得好', ['陈建国', '赵强', '李梅', '王芳', '陈思']],
  ['赵强医生', ['赵强', '陈建国', '李梅', '王芳', '陈思']],
  ['医生护士都好', ['陈建国', '李梅', '王芳', '陈思', '赵强']],
  ['', ['陈建国', '李梅', '王芳', '陈思', '赵强']],
])('“%s” offers %j', (words, names) => {
  expect(likeliestFirst(staff, words).map(({ name }) => name)).toEqual(names);
});

it('a name chosen by mistake is taken out again', () => {
  expect(withoutName(withName('李梅', '王芳', false), '李梅')).toBe('王芳');
});
