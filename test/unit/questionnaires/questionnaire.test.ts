/** Tests which items apply and how answers are judged. */
import { describe, expect, it } from 'vitest';
import { type Condition, type QuestionnaireContent, questionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { reachable } from '../../../shared/questionnaires/rules/conditions.ts';
import {
  type Answers,
  applyAnswer,
  type DischargeFacts,
  judge,
  nextItem,
  plainNumber,
  previousItem,
  progress,
  strictlySatisfied,
  toggled,
  validValue,
  visibleItems,
} from '../../../shared/questionnaires/rules/questionnaire.ts';
import { fc } from '../../helpers/properties.ts';
import { contents } from '../../helpers/questionnaires.ts';

const three = [
  { key: '1', value: 'satisfied', label: '满意', score: 100 },
  { key: '2', value: 'fair', label: '基本满意', score: 60 },
  { key: '3', value: 'dissatisfied', label: '不满意', score: 0, objection: true },
  { key: '0', value: 'unclear', label: '不清楚', notCounted: true },
];
const scripts = Object.fromEntries(
  'greeting greetingNeutral identity consent condition guidance revisit openOpinion praise closing condolence limits probe'
    .split(' ')
    .map((name) => [name, name]),
);
const showIf = (on: Condition['on'], operator: Condition['operator'], ...values: (string | number)[]) => [{ on, operator, values }];
const item = (code: string, aspect: string, more: object = {}) => ({
  code,
  aspect,
  title: code,
  say: code,
  kind: 'single',
  options: three,
  ...more,
});

const content = questionnaireContent.parse({
  code: 'test',
  title: '测试问卷',
  aspects: [
    { code: 'quality', name: '医疗质量' },
    { code: 'attitude', name: '服务态度' },
  ],
  items: [
    item('effect', 'quality'),
    item('surgery', 'quality', { showIf: showIf({ discharge: 'department' }, 'in', '骨科') }),
    item('child_care', 'quality', { showIf: showIf({ discharge: 'ageYears' }, 'atMost', 13) }),
    item('worse', 'quality', { showIf: showIf({ item: 'effect' }, 'in', 'dissatisfied') }),
    item('worse_since', 'quality', { kind: 'date', options: [], showIf: showIf({ item: 'worse' }, 'notIn', 'unclear') }),
    item('nurse', 'attitude'),
    item('who', 'attitude', { kind: 'multiple' }),
    item('waited', 'attitude', { kind: 'number', options: [] }),
  ],
  scripts,
  guidance: [],
});
const facts: DischargeFacts = { department: '心血管内科', sex: 'male', ageYears: 66, icd10: 'I21.9', payment: '城镇职工医保' };
const answered = (values: Record<string, string[]>): Answers => new Map(Object.entries(values));
const codes = (answers: Answers, of = facts) => visibleItems(content, answers, of).map((one) => one.code);
const find = (code: string) => content.items.find((one) => one.code === code) ?? expect.unreachable(code);

describe('the flow of a questionnaire', () => {
  it('shows items by the facts of the stay', () => {
    expect(codes(new Map())).toEqual(['effect', 'nurse', 'who', 'waited']);
    expect(codes(new Map(), { ...facts, department: '骨科' })).toContain('surgery');
    expect(codes(new Map(), { ...facts, ageYears: 6 })).toContain('child_care');
    expect(codes(new Map(), { ...facts, ageYears: null })).not.toContain('child_care');
  });

  it('shows items by earlier answers, and hides what hangs on an item that is hidden again', () => {
    const worse = answered({ effect: ['dissatisfied'], worse: ['dissatisfied'] });
    expect(codes(worse)).toEqual(['effect', 'worse', 'worse_since', 'nurse', 'who', 'waited']);
    expect(codes(applyAnswer(worse, 'effect', ['satisfied']))).toEqual(['effect', 'nurse', 'who', 'waited']);
    expect(codes(applyAnswer(worse, 'worse', ['unclear']))).not.toContain('worse_since');
    expect(codes(applyAnswer(worse, 'worse', []))).not.toContain('worse_since');
  });

  it('goes forward and back over what applies', () => {
    const none: Answers = new Map();
    expect(nextItem(content, none, facts, null)?.code).toBe('effect');
    expect(nextItem(content, none, facts, 'effect')?.code).toBe('nurse');
    expect(nextItem(content, none, facts, 'worse')?.code).toBe('nurse');
    expect(nextItem(content, none, facts, 'waited')).toBeNull();
    expect(previousItem(content, none, facts, 'nurse')?.code).toBe('effect');
    expect(previousItem(content, none, facts, 'effect')).toBeNull();
  });

  it('walks every applicable item once, whatever was answered', () => {
    const value = fc.constantFrom('satisfied', 'fair', 'dissatisfied', 'unclear');
    const answers = fc
      .dictionary(fc.constantFrom('effect', 'worse', 'nurse', 'surgery'), value)
      .map((given) => new Map(Object.entries(given).map(([code, one]) => [code, [one]])));
    fc.assert(
      fc.property(answers, fc.constantFrom('骨科', '心血管内科'), (given, department) => {
        const of = { ...facts, department };
        const walked: string[] = [];
        for (let at = nextItem(content, given, of, null); at; at = nextItem(content, given, of, at.code)) walked.push(at.code);
        expect(walked).toEqual(codes(given, of));
        const back: string[] = [];
        for (let at = previousItem(content, given, of, walked.at(-1) ?? ''); at; at = previousItem(content, given, of, at.code))
          back.unshift(at.code);
        expect([...back, walked.at(-1)]).toEqual(walked);
        const seen = progress(content, given, of);
        expect(seen.objections).toBeLessThanOrEqual(seen.counted);
        expect(seen.counted).toBeLessThanOrEqual(seen.answered);
        expect(seen.answered).toBeLessThanOrEqual(seen.applicable);
        expect(seen.aspects.reduce((sum, one) => sum + one.applicable, 0)).toBe(seen.applicable);
      }),
    );
  });
});

describe('any questionnaire', () => {
  const generated = contents.chain((whole) =>
    fc.tuple(
      fc.constant(whole),
      fc.array(fc.nat(12), { minLength: whole.items.length, maxLength: whole.items.length }),
      fc.constantFrom('骨科', '心血管内科'),
      fc.option(fc.integer({ min: 0, max: 99 })),
    ),
  );
  const answersOf = (whole: QuestionnaireContent, picks: readonly number[]): Answers =>
    new Map(
      whole.items.flatMap(({ code, options }, index) => {
        const chosen = options[(picks[index] ?? 0) % (options.length + 1)];
        return chosen ? [[code, [chosen.value]] as const] : [];
      }),
    );

  it('never shows an item because of an answer that does not show itself', () => {
    fc.assert(
      fc.property(generated, ([whole, picks, department, ageYears]) => {
        const of = { ...facts, department, ageYears };
        const answers = answersOf(whole, picks);
        const shown = visibleItems(whole, answers, of);
        const shownAnswers = new Map([...answers].filter(([code]) => shown.some((one) => one.code === code)));
        expect(visibleItems(whole, shownAnswers, of)).toEqual(shown);
      }),
    );
  });

  it('can ask each of its items to somebody, where the check is silent', () => {
    fc.assert(fc.property(contents, (whole) => whole.items.every((one) => reachable(one, whole))));
  });
});

describe('an answer', () => {
  it('is a number within its range', () => {
    const days = questionnaireContent.shape.items.element.parse(
      item('days', 'quality', { kind: 'number', options: [], number: { min: 1, max: 30, unit: '天' } }),
    );
    expect(['0', '1', '30', '31', '2.5'].map((value) => validValue(days, [value]))).toEqual([false, true, true, false, true]);
  });

  it('is a number in its plain form only: what is stored can be compared', () => {
    const days = questionnaireContent.shape.items.element.parse(
      item('days', 'quality', { kind: 'number', options: [], number: { min: 0, max: 30, unit: '天' } }),
    );
    for (const value of ['07', '7.0', '00', '-0', '2.50']) expect(validValue(days, [value]), value).toBe(false);
    expect(['07', '7.0', '-0', '2.50', '7'].map(plainNumber)).toEqual(['7', '7', '0', '2.5', '7']);
    expect(['七', '', '1e3', '9'.repeat(30)].map(plainNumber)).toEqual([null, null, null, null]);
  });

  it.each([
    ['4.5', { min: 0, max: 10 }, false],
    ['4.5', { min: 1, max: 5, unit: '分' }, false],
    ['4', { min: 1, max: 5, unit: '分' }, true],
    ['37.5', { min: 34, max: 42, unit: '℃' }, true],
    ['4.5', { min: 0, max: 10, unit: '天' }, true],
    ['4.5', {}, true],
  ])('on a scale of points is whole, what is measured need not be: %s of %j', (value, number, taken) => {
    const asked = questionnaireContent.shape.items.element.parse(item('asked', 'quality', { kind: 'number', options: [], number }));
    expect(validValue(asked, [value])).toBe(taken);
  });

  it('is taken only in the form of its item', () => {
    expect(validValue(find('effect'), ['fair'])).toBe(true);
    expect(validValue(find('effect'), ['great'])).toBe(false);
    expect(validValue(find('effect'), ['fair', 'satisfied'])).toBe(false);
    expect(validValue(find('effect'), [])).toBe(true);
    expect(validValue(find('who'), ['fair', 'satisfied'])).toBe(true);
    expect(validValue(find('who'), ['fair', 'fair'])).toBe(false);
    expect(validValue(find('waited'), ['45'])).toBe(true);
    expect(validValue(find('waited'), ['很久'])).toBe(false);
    expect(validValue(find('worse_since'), ['2026-11-03'])).toBe(true);
    expect(validValue(find('worse_since'), ['2026-02-30'])).toBe(false);
  });

  it('counts for what its options say', () => {
    expect(judge(find('effect'), ['satisfied'])).toEqual({ counted: true, objection: false, score: 100 });
    expect(judge(find('effect'), ['dissatisfied'])).toEqual({ counted: true, objection: true, score: 0 });
    expect(judge(find('effect'), ['unclear'])).toEqual({ counted: false, objection: false, score: null });
    expect(judge(find('effect'), [])).toEqual({ counted: false, objection: false, score: null });
    expect(judge(find('who'), ['fair', 'dissatisfied', 'unclear'])).toEqual({ counted: true, objection: true, score: 30 });
    expect(judge(find('waited'), ['45'])).toEqual({ counted: false, objection: false, score: null });
  });
});

describe('progress', () => {
  it('is complete from half of what applied, 不清楚 being an answer but not counted', () => {
    const half = progress(content, answered({ effect: ['unclear'], nurse: ['satisfied'] }), facts);
    expect(half).toMatchObject({ applicable: 4, answered: 2, counted: 1, objections: 0, complete: true });
    expect(half.aspects).toEqual([
      { code: 'quality', name: '医疗质量', applicable: 1, answered: 1, counted: 0, objections: 0, unclear: 1 },
      { code: 'attitude', name: '服务态度', applicable: 3, answered: 1, counted: 1, objections: 0, unclear: 0 },
    ]);
    expect(progress(content, answered({ nurse: ['satisfied'] }), facts).complete).toBe(false);
    expect(progress({ ...content, completeShare: 0 }, new Map(), facts).complete).toBe(false);
  });

  it('takes a number, a day or words for an answer without a count, not for 不清楚', () => {
    const [, attitude] = progress(content, answered({ nurse: ['unclear'], waited: ['45'] }), facts).aspects;
    expect(attitude).toMatchObject({ answered: 2, counted: 0, unclear: 1 });
  });

  it('leaves out answers to items that no longer apply', () => {
    const answers = answered({ effect: ['satisfied'], worse: ['dissatisfied'] });
    expect(progress(content, answers, facts)).toMatchObject({ answered: 1, objections: 0 });
  });

  it('is satisfied by the strict rule without any objection, and counts nowhere when nothing was counted', () => {
    expect(strictlySatisfied({ counted: 24, objections: 0 })).toBe(true);
    expect(strictlySatisfied({ counted: 24, objections: 1 })).toBe(false);
    expect(strictlySatisfied({ counted: 0, objections: 0 })).toBeNull();
  });
});

describe('several choices', () => {
  const several = questionnaireContent.shape.items.element.parse(
    item('waits', 'quality', {
      kind: 'multiple',
      options: [
        { key: '1', value: 'queue', label: '排队久', objection: true },
        { key: '2', value: 'bed', label: '等床久', objection: true },
        { key: '8', value: 'none', label: '都满意', exclusive: true },
        { key: '0', value: 'unclear', label: '不清楚', notCounted: true, exclusive: true },
      ],
    }),
  );
  it('都满意 and 不清楚 are chosen alone: pressed they put out the others, and the others put them out', () => {
    expect(toggled(several, ['queue'], 'bed')).toEqual(['queue', 'bed']);
    expect(toggled(several, ['queue', 'bed'], 'none')).toEqual(['none']);
    expect(toggled(several, ['none'], 'unclear')).toEqual(['unclear']);
    expect(toggled(several, ['unclear'], 'bed')).toEqual(['bed']);
    expect(toggled(several, ['queue', 'bed'], 'queue')).toEqual(['bed']);
  });
  it('an exclusive option beside another is no answer, on no road', () => {
    expect(validValue(several, ['queue', 'bed'])).toBe(true);
    expect(validValue(several, ['none'])).toBe(true);
    expect(validValue(several, ['none', 'queue'])).toBe(false);
    expect(validValue(several, ['unclear', 'none'])).toBe(false);
  });
});

it.each(['0000-01-01', '0999-12-31', '1899-12-31', '2100-01-01', '9999-12-31', '2026-02-30', '2026-13-01', '2026-11-31'])(
  'a date item refuses %s',
  (day) => expect(validValue({ ...find('worse_since') }, [day])).toBe(false),
);
it.each(['1935-05-01', '2024-02-29', '2027-01-05'])('a date item takes %s', (day) =>
  expect(validValue({ ...find('worse_since') }, [day])).toBe(true),
);
