/** Tests the custom exclusion rule. */
import { describe, expect, it } from 'vitest';
import type { CustomField, CustomOperator } from '../../../shared/base/contract/words.ts';
import { type CustomFacts, customRuleInWords, customRuleProblem, customTest } from '../../../shared/sampling/rules/customRule.ts';

const facts: CustomFacts = {
  ward: '心内一病区',
  doctor: '李明',
  nurse: '',
  diagnosis: '2型糖尿病 伴肾病',
  icd10: 'E11.201†',
  payment: '城镇职工基本医疗保险',
  cost: 12_345.67,
  stayDays: 8,
  sex: 'female',
  outcome: 'improved',
  dischargeMode: '1',
  address: '外省某市',
  remark: 'ＶＩＰ患者',
};
const excludes = (field: CustomField, operator: CustomOperator, value: string, about: CustomFacts = facts) =>
  customTest({ field, operator, value })(about);

describe('the custom exclusion rule', () => {
  it.each<[CustomField, CustomOperator, string, boolean]>([
    ['ward', 'equals', '心内一病区', true],
    ['ward', 'equals', '心内', false],
    ['doctor', 'not_equals', '李明', false],
    ['nurse', 'equals', '', true],
    ['nurse', 'not_equals', '', false],
    ['diagnosis', 'contains', '糖尿病', true],
    ['diagnosis', 'not_contains', '糖尿病', false],
    ['diagnosis', 'not_contains', '肿瘤', true],
    ['icd10', 'starts_with', 'e11', true],
    ['icd10', 'starts_with', 'E12', false],
    ['payment', 'not_equals', '自费', true],
    ['payment', 'equals', '自费', false],
    ['cost', 'greater', '12345.66', true],
    ['cost', 'greater', '12345.67', false],
    ['cost', 'less', '１２３４６', true],
    ['cost', 'equals', '12345.67', true],
    ['stayDays', 'less', '8', false],
    ['stayDays', 'not_equals', '7', true],
    ['sex', 'equals', 'female', true],
    ['sex', 'not_equals', 'female', false],
    ['outcome', 'equals', 'cured', false],
    ['dischargeMode', 'not_equals', '4', true],
    ['address', 'contains', '外省', true],
    ['remark', 'contains', 'vip', true],
  ])('%s %s “%s” → %s', (field, operator, value, expected) => expect(excludes(field, operator, value)).toBe(expected));

  it('keeps a stay whose number is unknown', () => {
    for (const operator of ['greater', 'less', 'equals', 'not_equals'] as const) {
      expect(excludes('cost', operator, '100', { cost: null })).toBe(false);
      expect(excludes('stayDays', operator, '3', {})).toBe(false);
    }
  });

  it('takes an unfilled text as empty: it is not 自费', () => {
    expect(excludes('payment', 'not_equals', '自费', { payment: '' })).toBe(true);
    expect(excludes('outcome', 'not_equals', 'cured', { outcome: '' })).toBe(true);
  });

  it.each<[CustomField, CustomOperator, string, string | null]>([
    ['cost', 'contains', '1', '“总费用（元）”不能用“包含”比较'],
    ['cost', 'greater', '一千', '“总费用（元）”要与一个数比较'],
    ['cost', 'greater', '', '“总费用（元）”要与一个数比较'],
    ['ward', 'greater', '3', '“病区”不能用“大于”比较'],
    ['diagnosis', 'contains', ' ', '“诊断”要比较的内容没有填'],
    ['sex', 'equals', '女', '“性别”没有“女”这一项'],
    ['sex', 'equals', 'female', null],
    ['ward', 'equals', '', null],
  ])('%s %s “%s” is checked before it is used', (field, operator, value, problem) =>
    expect(customRuleProblem({ field, operator, value })).toBe(problem),
  );

  it('is said in words', () => {
    expect(customRuleInWords({ field: 'payment', operator: 'not_equals', value: '自费' })).toBe('付费方式不是“自费”');
    expect(customRuleInWords({ field: 'dischargeMode', operator: 'equals', value: '4' })).toBe('离院方式等于“非医嘱离院”');
    expect(customRuleInWords({ field: 'ward', operator: 'equals', value: '' })).toBe('病区等于空');
  });
});
