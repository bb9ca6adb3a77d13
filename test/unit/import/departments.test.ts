/** Tests the proposals for unknown department names. */
import { describe, expect, it } from 'vitest';
import { suggestDepartment } from '../../../shared/import/rules/departments.ts';

const names = [
  '心血管内科',
  '神经内科',
  '神经外科',
  '呼吸与危重症医学科',
  '消化内科',
  '骨科',
  '普通外科',
  '儿科',
  '新生儿科',
  '耳鼻咽喉科',
  '重症医学科',
  '妇科',
  '产科',
];
const known = names.map((name) => ({ id: name, name }));

describe('an unknown department name', () => {
  it.each([
    ['心内', '心血管内科'],
    ['心内科一病区', '心血管内科'],
    ['心血管内科（东院）', '心血管内科'],
    ['神内2病区', '神经内科'],
    ['神外', '神经外科'],
    ['呼吸内科', '呼吸与危重症医学科'],
    ['普外科', '普通外科'],
    ['骨外科', '骨科'],
    ['新生儿病房', '新生儿科'],
    ['五官科', '耳鼻咽喉科'],
    ['ICU', '重症医学科'],
    ['产科三病区', '产科'],
    ['消化', '消化内科'],
  ])('%s is probably %s', (name, expected) => {
    expect(suggestDepartment(name, known)?.name).toBe(expected);
  });
  it.each(['针灸科', '口腔科', '神经科', '东院', '0301'])('%s is no known one', (name) => {
    expect(suggestDepartment(name, known)).toBeNull();
  });
});
