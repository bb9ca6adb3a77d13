/** Tests that the screen shows a correction's effect as the core will record it. */
import { describe, expect, it } from 'vitest';
import { changeCount, effectOn, inputOf, lackOf, noCorrections } from '../../../renderer/quality/correcting.ts';
import type { InterviewSheet } from '../../../shared/quality/contract/quality.ts';
import { correctAnswers } from '../../../shared/quality/rules/correction.ts';
import { judge, visibleItems } from '../../../shared/questionnaires/rules/questionnaire.ts';
import { shipped } from '../../helpers/questionnaires.ts';

const content = shipped('experience');
const facts = { department: '骨科', sex: 'female', ageYears: 63, icd10: 'S72', payment: '' } as const;
const had = content.items.find(({ code }) => code === 'pain_had');
const care = content.items.find(({ code }) => code === 'pain_care');

/** An interview in which the patient had pain and says how it was cared for. */
function sheetWith(values: ReadonlyMap<string, readonly string[]>): InterviewSheet {
  const answers = visibleItems(content, values, facts).map((item) => {
    const value = [...(values.get(item.code) ?? [])];
    return { item, value, words: value.join(), ...judge(item, value), second: null, corrected: false };
  });
  const aspects = content.aspects.map(({ code, name }) => ({
    aspect: code,
    name,
    answers: answers.filter(({ item }) => item.aspect === code),
  }));
  return { interviewId: 'i', version: 1, aspects, possible: [...content.items], facts, opinions: [] } as unknown as InterviewSheet;
}

describe('a correction of an answer that others hang on', () => {
  const careValue = care?.options[0]?.value ?? '';
  const before = new Map([
    ['pain_had', ['yes']],
    ['pain_care', [careValue]],
  ]);
  const sheet = sheetWith(before);
  const no = had?.options.find(({ value }) => value !== 'yes' && value !== 'unclear')?.value ?? '';
  const corrections = { ...noCorrections, values: new Map([['pain_had', [no]]]), reason: '听错了' };

  it('counts and names what goes with it, shows it no more, and sends only what was given', () => {
    const { answers, dropped } = effectOn(sheet, corrections);
    expect(answers.map(({ item }) => item.code)).not.toContain('pain_care');
    expect(dropped.map(({ item }) => item.code)).toEqual(['pain_care']);
    expect(changeCount(sheet, corrections)).toBe(2);
    expect(lackOf(sheet, corrections)).toBeNull();
    const sent = inputOf(sheet, corrections).answers ?? [];
    expect(sent.map(({ itemCode }) => itemCode)).toEqual(['pain_had']);
    const recorded = correctAnswers(content, before, facts, sent);
    expect('changes' in recorded && recorded.changes.map(({ item }) => item.code)).toEqual(['pain_had', 'pain_care']);
  });

  it('shows the items that apply by it, to be answered', () => {
    const other = sheetWith(new Map([['pain_had', [no]]]));
    const opened = { ...noCorrections, values: new Map([['pain_had', ['yes']]]) };
    expect(effectOn(other, noCorrections).answers.map(({ item }) => item.code)).not.toContain('pain_care');
    expect(effectOn(other, opened).answers.map(({ item }) => item.code)).toContain('pain_care');
  });
});
