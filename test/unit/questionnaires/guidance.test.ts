/** Tests the choice of health guidance. */
import { describe, expect, it } from 'vitest';
import { chooseGuidance } from '../../../shared/questionnaires/rules/guidance.ts';

const entry = (title: string, where: { icd10?: string[]; department?: string }) => ({ title, text: title, redFlags: [], ...where });
const list = [
  entry('一般', {}),
  entry('心内科', { department: '心血管内科' }),
  entry('循环系统', { icd10: ['I'] }),
  entry('心肌梗死', { icd10: ['I20', 'I21'] }),
  entry('心肌梗死（心内科）', { icd10: ['I21'], department: '心血管内科' }),
];

describe('health guidance', () => {
  it.each([
    ['I21.900', '骨科', '心肌梗死'],
    ['i21.9 ', '心血管内科', '心肌梗死（心内科）'],
    ['I10', '心血管内科', '循环系统'],
    ['K35', '心血管内科', '心内科'],
    ['', '骨科', '一般'],
  ])('for %s of %s is %s', (icd10, department, title) => {
    expect(chooseGuidance(list, { icd10, department })?.title).toBe(title);
  });

  it('is none where nothing fits', () => {
    expect(chooseGuidance([entry('心内科', { department: '心血管内科' })], { icd10: 'S72', department: '骨科' })).toBeNull();
  });
});
