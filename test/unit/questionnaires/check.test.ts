/** Tests the check before publishing: it accepts what is right and finds every planted fault. */
import { describe, expect, it } from 'vitest';
import {
  type Condition,
  type Item,
  type Option,
  type QuestionnaireContent,
  questionnaireContent,
} from '../../../shared/questionnaires/contract/questionnaires.ts';
import { checkContent, faultsOf } from '../../../shared/questionnaires/rules/check.ts';
import { setItem, setScript } from '../../../shared/questionnaires/rules/edits.ts';
import { placeWords } from '../../../shared/questionnaires/rules/findings.ts';
import { scales } from '../../../shared/questionnaires/rules/scales.ts';
import { fc } from '../../helpers/properties.ts';
import { contents, shipped, shippedCodes } from '../../helpers/questionnaires.ts';

const base = shipped('six-aspects');
const said = (content: QuestionnaireContent) =>
  faultsOf(checkContent(content)).map(({ place, text }) => `${placeWords(place, content)}：${text}`);
const advised = (content: QuestionnaireContent) => checkContent(content).map(({ text }) => text);

const item = (patch: Partial<Item>, index = 1) => setItem(base, index, patch);
const option = (patch: Partial<Option>, row = 0) =>
  item({ options: (base.items[1]?.options ?? []).map((one, at) => (at === row ? { ...one, ...patch } : one)) });
const showIf = (on: Condition['on'], operator: Condition['operator'], ...values: (string | number)[]): Condition => ({
  on,
  operator,
  values,
});
const first = { item: 'quality_effect' };
const guidance = (index: number, patch: object): QuestionnaireContent => ({
  ...base,
  guidance: base.guidance.map((one, at) => (at === index ? { ...one, ...patch } : one)),
});
const fresh = (more: Partial<Item>): Item => ({
  code: 'fresh',
  aspect: 'quality',
  title: '新条目',
  say: '新条目怎么样？',
  kind: 'single',
  options: [],
  showIf: [],
  weight: 1,
  ...more,
});

describe('a questionnaire that keeps the rules', () => {
  it.each(shippedCodes)('%s, as it is shipped, passes without a word', (code) => {
    expect(checkContent(shipped(code)).map(({ place, text }) => `${placeWords(place, shipped(code))}：${text}`)).toEqual([]);
  });

  it('passes whatever kinds, scales and conditions it mixes', () => {
    fc.assert(
      fc.property(contents, (content) => {
        expect(said(content)).toEqual([]);
        expect(questionnaireContent.parse(JSON.parse(JSON.stringify(content)))).toEqual(content);
      }),
    );
  });
});

describe('the check finds', () => {
  const seeded: readonly (readonly [what: string, content: QuestionnaireContent, words: string])[] = [
    ['a missing title', { ...base, title: ' ' }, '问卷没有名称'],
    ['a code that cannot be one', { ...base, code: '六维' }, '问卷编号只能用'],
    ['no item', { ...base, items: [] }, '还没有条目'],
    ['no aspect', { ...base, aspects: [] }, '至少要有一个维度'],
    ['an aspect twice', { ...base, aspects: [...base.aspects, ...base.aspects.slice(0, 1)] }, '出现了两次'],
    ['an aspect without a name', { ...base, aspects: base.aspects.map((one) => ({ ...one, name: '' })) }, '维度没有名称'],
    ['an aspect that weighs nothing', { ...base, aspects: base.aspects.map((one) => ({ ...one, weight: 0 })) }, '权重要大于 0'],
    ['an aspect that is not there', { ...base, aspects: base.aspects.slice(1) }, '维度不在这份问卷里'],
    ['an overall item that does not exist', { ...base, overallItem: 'gone' }, '总体评价指定的条目不存在'],
    ['the overall rule without its item', { ...base, rule: 'overall' }, '要指定总体评价的条目'],
    ['an overall item that is no single choice', { ...item({ kind: 'text', options: [] }), overallItem: 'quality_doctor' }, '要是单选题'],
    ['a rule of scores without a score', { ...base, rule: 'score', items: [fresh({ kind: 'text' })] }, '至少要有一个条目的选项带分数'],
    ['an item without a name', item({ title: '' }), '条目没有简称'],
    ['an item without its sentence', item({ say: ' ' }), '还没有写要念的问句'],
    ['a code twice', item({ code: 'quality_effect' }), '编号“quality_effect”与前面的条目相同'],
    ['a code that is the name of a script', item({ code: 'greeting' }), '是话术的名字'],
    ['a code of wrong letters', item({ code: '医生' }), '编号要以小写字母开头'],
    ['an item that weighs nothing', item({ weight: 0 }), '条目 2“医生诊治”·权重：权重要大于 0'],
    ['a variable in a sentence that is read as it stands', item({ say: '{doctor}看病仔细吗？' }), '这里不能用变量'],
    ['a choice without a choice', item({ options: [] }), '选择题还没有选项'],
    ['options of a text', item({ kind: 'text' }), '没有选项，请删掉'],
    ['a key twice', option({ key: '2' }), '选项第 2 行：按键“2”用了两次'],
    ['a key nobody can press', option({ key: '10' }), '按键要是一个数字'],
    ['the key that opens the opinion box', option({ key: 'O' }), '字母 O 用来写意见'],
    ['a value twice', option({ value: 'fair' }), '选项编号“fair”用了两次'],
    ['a label twice', option({ label: '基本满意' }), '选项“基本满意”用了两次'],
    ['an option without words', option({ label: '' }), '选项没有文字'],
    ['an objection that counts nowhere', option({ objection: true }, 3), '不能记为意见'],
    ['a score that counts nowhere', option({ score: 50 }, 3), '不能有分数'],
    ['a range upside down', item({ kind: 'number', options: [], number: { min: 9, max: 1, unit: '' } }), '最小值比最大值还大'],
    ['a condition on nothing', item({ showIf: [showIf({ item: 'gone' }, 'in', 'yes')] }), '条件指向已删除的题“gone”'],
    ['a condition on a later item', item({ showIf: [showIf({ item: 'ethics_privacy' }, 'in', 'fair')] }), '在这一条后面才问'],
    ['a condition on itself', item({ showIf: [showIf({ item: 'quality_doctor' }, 'in', 'fair')] }), '不能问条目自己的回答'],
    ['a condition without a value', item({ showIf: [showIf(first, 'in')] }), '条件还没有填值'],
    ['a value that cannot be answered', item({ showIf: [showIf(first, 'in', 'great')] }), '“治疗效果”没有“great”这个选项'],
    ['a sex that is none', item({ showIf: [showIf({ discharge: 'sex' }, 'in', '男')] }), '性别只能是男、女或未知'],
    ['an age nobody reaches', item({ showIf: [showIf({ discharge: 'ageYears' }, 'atLeast', 200)] }), '年龄要在 0 到 130 岁之间'],
    ['an age that is no number', item({ showIf: [showIf({ discharge: 'ageYears' }, 'atMost', '儿童')] }), '要填数字'],
    ['a comparison that makes no sense', item({ showIf: [showIf(first, 'startsWith', 's')] }), '不能用“开头是”来比较'],
    [
      'an item nobody is asked: contrary facts',
      item({ showIf: [showIf({ discharge: 'ageYears' }, 'atMost', 13), showIf({ discharge: 'ageYears' }, 'atLeast', 60)] }),
      '这一条永远问不到',
    ],
    [
      'an item nobody is asked: contrary answers',
      item({ showIf: [showIf(first, 'in', 'satisfied'), showIf(first, 'in', 'dissatisfied')] }),
      '这一条永远问不到',
    ],
    [
      'an item nobody is asked: it hangs on one that excludes it',
      setItem(item({ showIf: [showIf({ discharge: 'department' }, 'in', '骨科')] }), 2, {
        showIf: [showIf({ item: 'quality_doctor' }, 'in', 'fair'), showIf({ discharge: 'department' }, 'in', '产科')],
      }),
      '条目 3“护理技术”·条件：这些条件（连同前面条目的条件）不可能同时成立',
    ],
    ['a script that is missing', setScript(base, 'closing', ''), '话术“结束语”：这段话还没有写'],
    ['a variable no call can fill', setScript(base, 'closing', '{diagnosis}早日康复'), '没有“{diagnosis}”这个变量'],
    ['a variable badly written', setScript(base, 'closing', '再见，{name'), '写错的大括号'],
    ['a variable in full-width braces', setScript(base, 'closing', '再见，｛name｝'), '写错的大括号'],
    ['a greeting that tells of the stay', setScript(base, 'greeting', '您好，{name}，您{dischargeDate}出院'), '还没有核对身份就说到了“'],
    [
      'a neutral greeting that tells of the stay',
      setScript(base, 'greetingNeutral', '您好，{name}，您在精神科住院'),
      '核对本人之前不能透露',
    ],
    [
      'a neutral greeting that tells of care',
      setScript(base, 'greetingNeutral', '您好，{name}，这是回访电话'),
      '敏感科室的问候里出现了“回访”',
    ],
    ['a guidance without a name', guidance(0, { title: '' }), '没有名称'],
    ['a guidance without a text', guidance(0, { text: '' }), '还没有写指导内容'],
    ['two guidances of one name', guidance(1, { title: '高血压' }), '名称与前面的健康指导相同'],
    ['two guidances for one prefix', guidance(1, { icd10: ['i10'] }), '诊断编码 I10已经在“高血压”里了'],
    ['a prefix that is no code', guidance(0, { icd10: ['高血压'] }), '不是 ICD-10 编码的开头'],
    ['an exclusive option of a single choice', option({ exclusive: true }), '只有多选题才有互斥的选项'],
    [
      'several choices of which every one is exclusive',
      item({ kind: 'multiple', options: (base.items[1]?.options ?? []).map((one) => ({ ...one, exclusive: true })) }),
      '多选题的选项全是互斥的',
    ],
    [
      'a relation where nobody knows who answers',
      setScript(base, 'identity', '您是{name}的{relation}吗？'),
      '只能用在拨打家属号码的问候里',
    ],
    ['a proxy greeting that tells of the stay', setScript(base, 'greetingProxy', '{name}在我们医院住院'), '还没有核对身份就说到了'],
    ['a red flag without words', guidance(0, { redFlags: [{ sign: '胸痛', say: '' }] }), '警示症状没有写怎么告诉患者'],
  ];
  it.each(seeded)('%s', (_, content, words) => {
    expect(said(content).join('\n')).toContain(words);
  });
});

describe('the check advises', () => {
  it.each([
    ['a sentence too long for one breath', item({ say: '您'.repeat(46) }), '有 46 个字，电话里一口气说不完'],
    ['a choice without 不清楚', item({ options: (base.items[1]?.options ?? []).slice(0, 3) }), '没有“不清楚／没接触”'],
    [
      'a question of identity that tells of care: a sensitive call does without it',
      setScript(base, 'identity', '请问您是患者{name}本人吗？'),
      '核对身份时说到了“患者”',
    ],
    ['an aspect asked in two pieces', { ...base, items: [...base.items.slice(1), ...base.items.slice(0, 1)] }, '没有排在一起'],
    ['no general guidance', { ...base, guidance: base.guidance.slice(0, 3) }, '没有不限诊断和科室的一般健康指导'],
  ])('against %s, and publishing stays possible', (_, content, words) => {
    expect(advised(content).join('\n')).toContain(words);
    expect(said(content)).toEqual([]);
  });

  it('not against a question that only sorts patients', () => {
    const options = (base.items[1]?.options ?? []).map(({ score: _, ...one }) => ({ ...one, objection: false, notCounted: true }));
    expect(said(item({ options }))).toEqual([]);
  });
});

describe('an option whose words were turned', () => {
  const turned = (label: string, row = 0) => checkContent(option({ label }, row)).filter(({ text }) => text.includes('相反'));

  it('is named, with what it still counts for', () => {
    expect(turned('不满意')).toMatchObject([
      { fault: false, text: '选项“不满意”的文字和它的算法相反（编号“satisfied”、100 分、不记为意见），请核对编号、得分和意见。' },
    ]);
    const last = (base.items[1]?.options ?? []).findIndex(({ objection }) => objection);
    expect(turned('非常满意', last)).toHaveLength(1);
    expect(turned('好', last)).toHaveLength(1);
    expect(turned('服务很差')).toHaveLength(1);
  });

  it('is none where the words are only others', () => {
    for (const label of ['满意', '挺满意的', '都可以', '比较满意']) expect(turned(label)).toEqual([]);
  });

  it('is seen by its value where the words are 是 and 否', () => {
    const yesNo = scales.find(({ code }) => code === 'yes_no')?.options ?? [];
    const swapped = yesNo.map((one) =>
      one.value === 'yes' ? { ...one, label: '否' } : one.value === 'no' ? { ...one, label: '是' } : one,
    );
    expect(checkContent(item({ options: swapped })).filter(({ text }) => text.includes('相反'))).toHaveLength(2);
  });
});
