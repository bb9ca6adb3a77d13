/** Tests skip logic with any questionnaire, any answers, any way back. */
import { describe, expect, it } from 'vitest';
import { type Course, notAsked, standsAt, stepAfterAnswer, stepBeside } from '../../../shared/interviews/rules/steps.ts';
import type { Item, QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import {
  type Answers,
  applyAnswer,
  type DischargeFacts,
  isAnswered,
  validValue,
  visibleItems,
} from '../../../shared/questionnaires/rules/questionnaire.ts';
import { fc } from '../../helpers/properties.ts';
import { contents, shipped } from '../../helpers/questionnaires.ts';

const facts: fc.Arbitrary<DischargeFacts> = fc.record({
  department: fc.constantFrom('骨科', '产科', '内科'),
  sex: fc.constantFrom('male', 'female', 'unknown'),
  ageYears: fc.constantFrom(null, 6, 63),
  icd10: fc.constantFrom('', 'I25.1', 'E11.9', 'K80.1'),
  payment: fc.constant('自费'),
});

/** A value the item can take, by a number: conditions hang on the last option often enough to be met. */
function givenTo(item: Item, dice: number): readonly string[] {
  const option = item.options[dice % Math.max(1, item.options.length)]?.value;
  const value =
    item.kind === 'number'
      ? [String(item.number?.min ?? 3)]
      : item.kind === 'date'
        ? ['2026-11-03']
        : item.kind === 'text'
          ? ['都好']
          : [option ?? ''];
  expect(validValue(item, value)).toBe(true);
  return value;
}

const afterItems = ['openOpinion', 'praise', 'closing'];
const applicable = ({ content, answers, facts: of }: Course) => visibleItems(content, answers, of).map(({ code }) => code);
const itemOf = (content: QuestionnaireContent, code: string) => content.items.find((one) => one.code === code) ?? expect.unreachable(code);

/** Answers forward from a step until the items are over; what was shown on the way. */
function answerForward(course: Course, from: string, dice: () => number): { answers: Answers; shown: string[] } {
  let { answers } = course;
  const shown: string[] = [];
  for (let step = from; !afterItems.includes(step); ) {
    expect(applicable({ ...course, answers }), `${step} is shown and does not apply`).toContain(step);
    expect(shown, `${step} is shown twice`).not.toContain(step);
    shown.push(step);
    answers = applyAnswer(answers, step, givenTo(itemOf(course.content, step), dice()));
    step = stepAfterAnswer({ ...course, answers }, step);
  }
  return { answers, shown };
}

const diceOf = (numbers: readonly number[]) => {
  let at = 0;
  return () => numbers[at++ % numbers.length] ?? 0;
};
const numbers = fc.array(fc.nat(50), { minLength: 1, maxLength: 30 });

describe('the next question of a call', () => {
  it('reaches every item that applies by answering forward, and shows none that does not', () => {
    fc.assert(
      fc.property(contents, facts, numbers, (content, of, thrown) => {
        const start: Course = { content, answers: new Map(), facts: of };
        const { answers, shown } = answerForward(start, stepBeside(start, 'revisit', 1), diceOf(thrown));
        expect(shown).toEqual(applicable({ ...start, answers }));
        expect(notAsked({ ...start, answers })).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('loses and skips nothing when the nurse goes back and changes answers, and then answers forward', () => {
    const changes = fc.array(fc.record({ back: fc.nat(12), dice: fc.nat(50) }), { maxLength: 6 });
    fc.assert(
      fc.property(contents, facts, numbers, changes, (content, of, thrown, way) => {
        let course: Course = { content, answers: new Map(), facts: of };
        const dice = diceOf(thrown);
        const last = new Map<string, readonly string[]>();
        let step = stepBeside(course, 'revisit', 1);
        for (const { back, dice: forced } of way) {
          for (let steps = 0; steps < 2 && !afterItems.includes(step); steps += 1) {
            const value = givenTo(itemOf(content, step), dice());
            last.set(step, value);
            course = { ...course, answers: applyAnswer(course.answers, step, value) };
            step = stepAfterAnswer(course, step);
          }
          for (let steps = 0; steps < back; steps += 1) step = stepBeside(course, step, -1);
          if (!content.items.some(({ code }) => code === step)) step = stepBeside(course, 'revisit', 1);
          expect(standsAt(course, step)).toBe(step);
          if (afterItems.includes(step)) continue;
          const value = givenTo(itemOf(content, step), forced);
          last.set(step, value);
          course = { ...course, answers: applyAnswer(course.answers, step, value) };
          step = stepAfterAnswer(course, step);
        }
        // What was passed over is asked at the end, as the list of 未问 offers.
        for (let round = 0; notAsked(course).length > 0; round += 1) {
          expect(round).toBeLessThanOrEqual(content.items.length);
          const { answers } = answerForward(course, stepAfterAnswer(course, null), dice);
          course = { ...course, answers };
        }
        for (const code of applicable(course)) expect(isAnswered(course.answers.get(code))).toBe(true);
        for (const [code, value] of last) expect(course.answers.get(code), `${code} lost its answer`).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  it('one by one forward and back visits the same steps', () => {
    fc.assert(
      fc.property(contents, facts, numbers, (content, of, thrown) => {
        const { answers } = answerForward(
          { content, answers: new Map(), facts: of },
          stepBeside({ content, answers: new Map(), facts: of }, 'revisit', 1),
          diceOf(thrown),
        );
        const course: Course = { content, answers, facts: of };
        const visit = (from: string, by: -1 | 1, until: string) => {
          const steps = [from];
          while (steps.at(-1) !== until) steps.push(stepBeside(course, steps.at(-1) ?? until, by));
          return steps;
        };
        expect(visit('greeting', 1, 'closing')).toEqual(visit('closing', -1, 'greeting').toReversed());
      }),
      { numRuns: 200 },
    );
  });

  const experience = shipped('experience');
  const nobody: DischargeFacts = { department: '', sex: 'unknown', ageYears: 63, icd10: '', payment: '' };

  it.each([
    ['toilet_need', 'toilet_help'],
    ['pain_had', 'pain_care'],
    ['medicine_new', 'medicine_purpose'],
    ['medicine_purpose', 'medicine_effects'],
  ])('患者体验: %s with 是 is followed by %s, which it has just revealed', (asked, revealed) => {
    let course: Course = { content: experience, answers: new Map([['medicine_new', ['yes']]]), facts: nobody };
    const value = asked === 'medicine_purpose' ? givenTo(itemOf(experience, asked), 0) : ['yes'];
    course = { ...course, answers: applyAnswer(course.answers, asked, value) };
    expect(stepAfterAnswer(course, asked)).toBe(revealed);
  });

  it('an answer that hides the next question goes on behind it, and a hidden question on the screen gives way', () => {
    const yes: Course = { content: experience, answers: new Map([['pain_had', ['yes']]]), facts: nobody };
    const no: Course = { ...yes, answers: applyAnswer(yes.answers, 'pain_had', ['no']) };
    const behind = stepBeside(no, 'pain_had', 1);
    expect(behind).not.toBe('pain_care');
    expect(stepAfterAnswer(no, 'pain_had')).toBe(behind);
    expect(standsAt(yes, 'pain_care')).toBe('pain_care');
    expect(standsAt(no, 'pain_care')).toBe(behind);
    expect(stepBeside(no, 'pain_care', -1)).toBe('pain_had');
  });
});
