/** Tests spoken texts with variables. */
import { describe, expect, it } from 'vitest';
import { fillTemplate, spokenDate, titleOf, unknownVariables } from '../../../shared/questionnaires/rules/templates.ts';

describe('spoken texts', () => {
  it('are filled in, leaving what has no value visible', () => {
    const values = { hospital: '市第一人民医院', name: '张三', title: '先生', dischargeDate: spokenDate('2026-10-08') };
    expect(fillTemplate('您好，这里是{hospital}，请问是{name}{title}吗？', values)).toBe('您好，这里是市第一人民医院，请问是张三先生吗？');
    expect(fillTemplate('{dischargeDate}出院，{doctor}', values)).toBe('10月8日出院，{doctor}');
    expect(fillTemplate('{name}', { name: '{title}' })).toBe('{title}');
  });

  it('know which variables no call can fill', () => {
    expect(unknownVariables('{hospital}{diagnosis}{doctor}')).toEqual(['diagnosis']);
  });

  it.each([
    ['male', 66, '先生'],
    ['female', 30, '女士'],
    ['female', 16, '同学'],
    ['male', 6, '小朋友'],
    ['female', 0.02, '宝宝'],
    ['male', 1, '小朋友'],
    ['male', 13, '小朋友'],
    ['female', 14, '同学'],
    ['female', 17, '同学'],
    ['female', 18, '女士'],
    ['female', null, '女士'],
    ['male', null, '先生'],
    ['unknown', 40, '先生/女士'],
  ] as const)('address a patient (%s, %s) as %s', (sex, age, title) => {
    expect(titleOf(sex, age)).toBe(title);
  });
});
