/** Tests the rules of corrections. */
import { describe, expect, it } from 'vitest';
import { correctAnswers, mayCorrect } from '../../../shared/quality/rules/correction.ts';
import { type QuestionnaireContent, questionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';

const yesNo = [
  { key: '1', value: 'yes', label: '满意' },
  { key: '2', value: 'no', label: '不满意', objection: true },
  { key: '9', value: 'unclear', label: '不清楚', notCounted: true },
];
const scripts = Object.fromEntries(
  [
    'greeting',
    'greetingNeutral',
    'identity',
    'consent',
    'condition',
    'guidance',
    'revisit',
    'openOpinion',
    'praise',
    'closing',
    'condolence',
    'limits',
    'probe',
  ].map((name) => [name, name]),
);
const asked = (code: string, more: object = {}) => ({
  code,
  aspect: 'quality',
  title: code,
  say: code,
  kind: 'single',
  options: yesNo,
  ...more,
});
const content: QuestionnaireContent = questionnaireContent.parse({
  code: 'q',
  title: '问卷',
  aspects: [{ code: 'quality', name: '医疗质量' }],
  items: [asked('surgery'), asked('wound', { showIf: [{ on: { item: 'surgery' }, operator: 'in', values: ['yes'] }] }), asked('food')],
  scripts,
  guidance: [],
});
const facts = { department: '骨科', sex: 'male', ageYears: 50, icd10: '', payment: '' } as const;
const before = new Map([
  ['surgery', ['yes']],
  ['wound', ['no']],
  ['food', ['yes']],
]);
const correct = (values: Record<string, string>) =>
  correctAnswers(
    content,
    before,
    facts,
    Object.entries(values).map(([itemCode, value]) => ({ itemCode, value: value === '' ? [] : [value] })),
  );

describe('a corrected interview', () => {
  it('knows which objections appeared and which were withdrawn', () => {
    const corrected = correct({ wound: 'yes', food: 'no' });
    if ('refused' in corrected) return expect.unreachable();
    expect(corrected.appeared.map(({ code }) => code)).toEqual(['food']);
    expect(corrected.withdrawn.map(({ code }) => code)).toEqual(['wound']);
    expect(corrected.changes.map(({ before: from, after }) => [from, after])).toEqual([
      [['no'], ['yes']],
      [['yes'], ['no']],
    ]);
  });

  it('loses the answers to items that no longer apply, objections with them', () => {
    const corrected = correct({ surgery: 'no' });
    if ('refused' in corrected) return expect.unreachable();
    expect([...corrected.answers.keys()]).toEqual(['surgery', 'food']);
    expect(corrected.withdrawn.map(({ code }) => code)).toEqual(['wound']);
    expect(corrected.appeared.map(({ code }) => code)).toEqual(['surgery']);
  });

  it('is refused an unknown item, a value it does not take, no answer at all, and an item that does not apply', () => {
    expect(correct({ nothing: 'yes' })).toEqual({ refused: '问卷里没有这道题' });
    expect(correct({ food: 'perhaps' })).toEqual({ refused: '“food”不能这样回答' });
    expect(correct({ food: '' })).toMatchObject({ refused: expect.stringContaining('不能改成没有回答') });
    expect(correct({ surgery: 'unclear', wound: 'yes' })).toMatchObject({ refused: expect.stringContaining('不适用') });
  });
});

describe('who may correct', () => {
  const finishedAt = '2026-11-10T02:00:00.000Z';
  const dayLater = '2026-11-11T02:00:00.000Z';
  it('is its nurse for 24 hours, or while it is sent back to her; the supervisor at any time; nobody else', () => {
    const nurse = { role: 'nurse', own: true, sentBack: false } as const;
    expect(mayCorrect(nurse, finishedAt, '2026-11-11T01:59:59.999Z')).toBe(true);
    expect(mayCorrect(nurse, finishedAt, dayLater)).toBe(false);
    expect(mayCorrect({ ...nurse, sentBack: true }, finishedAt, dayLater)).toBe(true);
    expect(mayCorrect({ ...nurse, own: false }, finishedAt, finishedAt)).toBe(false);
    expect(mayCorrect({ role: 'supervisor', own: false, sentBack: false }, finishedAt, dayLater)).toBe(true);
    expect(mayCorrect({ role: 'director', own: false, sentBack: false }, finishedAt, finishedAt)).toBe(false);
  });
});
