import { describe, expect, it } from 'vitest';
import { takenBack } from '../../../shared/opinions/rules/takenBack.ts';
import { type DischargeFacts, judge, visibleItems } from '../../../shared/questionnaires/rules/questionnaire.ts';
import { shipped } from '../../helpers/questionnaires.ts';

const facts: DischargeFacts = { department: '', sex: 'unknown', ageYears: null, icd10: '', payment: '' };
const content = shipped('six-aspects');

/** The question about medicines is asked of those who did not understand the instructions. */
const hidden = content.items.find(({ showIf }) => showIf.some(({ on }) => 'item' in on && on.item === 'quality_instruction'));
if (!hidden) throw new Error('no item hangs on quality_instruction');
const objection = hidden.options.find(({ value }) => judge(hidden, [value]).objection)?.value ?? '';
const said = { kind: 'opinion', askedItem: hidden.code, text: '没有人告诉我药怎么吃' } as const;

describe('an opinion whose objection stands no more', () => {
  const asked = (instruction: string) => {
    const answers = new Map([
      ['quality_instruction', [instruction]],
      [hidden.code, [objection]],
    ]);
    return takenBack({ items: visibleItems(content, answers, facts) }, answers, [said]);
  };

  it('is asked about where another answer hid its item, whose own answer is still an objection', () => {
    expect(asked('dissatisfied')).toEqual([]);
    expect(asked('satisfied')).toEqual([said]);
  });
});
