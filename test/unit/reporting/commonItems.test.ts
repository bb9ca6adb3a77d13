/** Tests which months may be compared. */
import { describe, expect, it } from 'vitest';
import { type Item, item, option } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { commonItems, sameQuestionnaire } from '../../../shared/questionnaires/rules/commonItems.ts';

const options = (objections: readonly string[], values = ['satisfied', 'fair', 'dissatisfied', 'unclear']) =>
  values.map((value, index) =>
    option.parse({ key: String(index + 1), value, label: value, objection: objections.includes(value), notCounted: value === 'unclear' }),
  );
const asked = (code: string, change: Partial<Item> = {}): Item =>
  item.parse({ code, aspect: 'quality', title: code, say: code, kind: 'single', options: options(['dissatisfied']), ...change });

describe('the common items of questionnaires', () => {
  it('are those with the same code, kind, objections and uncounted options; wording and order do not matter', () => {
    const first = { items: [asked('a'), asked('b'), asked('c'), asked('d'), asked('e')] };
    const second = {
      items: [
        asked('e', { say: '另一种问法', title: '另一个名字', options: options(['dissatisfied']).reverse() }),
        asked('d', { options: options(['fair', 'dissatisfied']) }),
        asked('c', { kind: 'multiple' }),
        asked('b', { options: options(['dissatisfied'], ['satisfied', 'dissatisfied']) }),
        asked('a'),
        asked('new'),
      ],
    };
    expect(commonItems([first, second])).toEqual(['e', 'a']);
  });

  it('are all items of a single questionnaire, and none of none', () => {
    expect(commonItems([{ items: [asked('a'), asked('b')] }])).toEqual(['a', 'b']);
    expect(commonItems([])).toEqual([]);
  });
});

describe('two months', () => {
  it('asked the same where each used one version alone and it is the same', () => {
    expect(sameQuestionnaire(['v1'], ['v1'])).toBe(true);
    expect(sameQuestionnaire(['v1'], ['v2'])).toBe(false);
    expect(sameQuestionnaire(['v1', 'v2'], ['v1', 'v2'])).toBe(false);
    expect(sameQuestionnaire([], [])).toBe(false);
  });
});
