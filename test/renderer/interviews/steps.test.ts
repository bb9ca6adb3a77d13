/** Tests the steps of a call on its screen. */
import { expect, test } from 'vitest';
import { outcomeKeys } from '../../../renderer/calls/ending/outcomeKeys.ts';
import { stagesOf } from '../../../renderer/interviews/callSteps.ts';
import { phoneGroups, rowWords } from '../../../renderer/worklist/words.ts';
import { type Answerer, attemptOutcomes } from '../../../shared/base/contract/words.ts';
import { missingOf } from '../../../shared/interviews/rules/disclosure.ts';
import { standsAt, stepBeside, stepsOf } from '../../../shared/interviews/rules/steps.ts';
import { item, questionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import type { QueueRow } from '../../../shared/worklist/contract/workList.ts';

const items = ['ward', 'meals'].map((code) => item.parse({ code, aspect: 'environment', title: code, say: code, kind: 'text' }));
const script = Object.fromEntries(Object.keys(questionnaireContent.shape.scripts.shape).map((name) => [name, name]));
const content = questionnaireContent.parse({
  code: 'q',
  title: 'q',
  aspects: [
    { code: 'quality', name: '医疗质量' },
    { code: 'environment', name: '医疗环境' },
  ],
  items,
  scripts: script,
  guidance: [],
});

test('a call is spoken from the greeting through the items that apply to the closing, and stops at both ends', () => {
  const steps = stepsOf(items);
  expect(steps).toEqual(['greeting', 'identity', 'condition', 'guidance', 'revisit', 'ward', 'meals', 'openOpinion', 'praise', 'closing']);
  const facts = { department: '', sex: 'unknown', ageYears: null, icd10: '', payment: '' } as const;
  const course = { content, answers: new Map(), facts };
  expect(stepBeside(course, 'revisit', 1)).toBe('ward');
  expect(stepBeside(course, 'ward', -1)).toBe('revisit');
  expect(stepBeside(course, 'meals', 1)).toBe('openOpinion');
  expect(stepBeside(course, 'openOpinion', -1)).toBe('meals');
  expect(stepBeside(course, 'greeting', -1)).toBe('greeting');
  expect(stepBeside(course, 'closing', 1)).toBe('closing');
  expect(standsAt(course, 'an item of another version')).toBe('greeting');
});

test('an aspect of which no item applies has no stage', () => {
  expect(stagesOf(content, items).map((stage) => stage.label)).toEqual(['问候', '身份与同意', '近况', '指导', '医疗环境', '结束']);
});

test('the stay is talked of with the patient or a relative whose relation is known, who agreed', () => {
  const missing = (answerer: Answerer | null, relation: string, consent: boolean | null) => missingOf({ answerer, relation, consent });
  expect(missing(null, '', true)).toBe('identity');
  expect(missing('other', '朋友', true)).toBe('stranger');
  expect(missing('relative', ' ', true)).toBe('relation');
  expect(missing('relative', '女儿', null)).toBe('consent');
  expect(missing('patient', '', false)).toBe('consent');
  expect(missing('patient', '', true)).toBeNull();
  expect(missing('relative', '女儿', true)).toBeNull();
});

test('every outcome has a key of its own', () => {
  const keys = attemptOutcomes.codes.map((outcome) => outcomeKeys[outcome]);
  expect(new Set(keys).size).toBe(attemptOutcomes.codes.length);
});

test('numbers are grouped as they are read aloud', () => {
  expect(phoneGroups('13800138000')).toBe('138 0013 8000');
  expect(phoneGroups('057187655501')).toBe('0571-8765 5501');
  expect(phoneGroups('01087655501')).toBe('010-8765 5501');
  expect(phoneGroups('95588')).toBe('95588');
});

const row: QueueRow = {
  followUpId: 'f',
  group: 'never_called',
  dueAt: null,
  window: 'open',
  name: '刘桂英',
  sex: 'female',
  ageText: '71岁',
  department: '内分泌科',
  dischargeDate: '2026-11-01',
  daysSince: 9,
  diagnosis: '2型糖尿病',
  lastOutcome: null,
  lastAttemptAt: null,
  attempts: 0,
  phone: '139****2210',
  nurseName: null,
  heldBy: null,
  mine: true,
};

test.each<[string, Partial<QueueRow>, string, string | null, boolean]>([
  ['due appointment', { group: 'due_appointment', dueAt: '2026-11-10T07:00:00.000Z' }, '预约 15:00', 'accent', false],
  ['missed appointment', { group: 'missed_appointment', dueAt: '2026-11-10T05:30:00.000Z' }, '预约已过 13:30', 'bad', false],
  ['missed another day', { group: 'missed_appointment', dueAt: '2026-11-09T05:30:00.000Z' }, '预约已过 昨 13:30', null, false],
  ['never called', {}, '待拨', null, false],
  ['busy, later today', { group: 'later', lastOutcome: 'busy', dueAt: '2026-11-10T06:05:00.000Z' }, '14:05 再拨', null, true],
  ['three tries today', { group: 'hidden_today', lastOutcome: 'no_answer', dueAt: '2026-11-11T01:00:00.000Z' }, '明天再拨', null, true],
  [
    'appointment of another day',
    { group: 'later', lastOutcome: 'appointment', dueAt: '2026-11-12T01:30:00.000Z' },
    '预约 11-12 09:30',
    null,
    true,
  ],
])('%s reads in the work list', (_, change, when, tone, dim) => {
  expect(rowWords({ ...row, ...change }, '2026-11-10')).toMatchObject({ when, tone, dim });
});

test.each<[string, Partial<QueueRow>, ReturnType<typeof rowWords>['window']]>([
  ['within the window', {}, null],
  ['last day of the window', { window: 'due' }, { word: '今天到期', tone: 'warn' }],
  ['past the window', { window: 'late', group: 'no_answer', lastOutcome: 'no_answer' }, { word: '逾期', tone: null }],
  ['past the window, but not to be dialled now', { window: 'late', group: 'hidden_today', lastOutcome: 'no_answer' }, null],
])('%s is marked beside when the next call is due', (_, change, window) => {
  expect(rowWords({ ...row, ...change }, '2026-11-10').window).toEqual(window);
});
