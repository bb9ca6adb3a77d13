/** Tests edits of drafts and the comparison of questionnaires. */
import { describe, expect, it } from 'vitest';
import { checkContent, faultsOf } from '../../../shared/questionnaires/rules/check.ts';
import { compareContents } from '../../../shared/questionnaires/rules/compare.ts';
import { conditionWords, showWords, valuesUnder } from '../../../shared/questionnaires/rules/conditions.ts';
import {
  addItem,
  copyItem,
  emptyContent,
  gatherAspects,
  placeItem,
  removeItem,
  renameItem,
  setItem,
  setScript,
  shiftItem,
} from '../../../shared/questionnaires/rules/edits.ts';
import { scaleOf, scales } from '../../../shared/questionnaires/rules/scales.ts';
import { fc } from '../../helpers/properties.ts';
import { contents, shipped } from '../../helpers/questionnaires.ts';

const base = shipped('experience');
const codes = (content: typeof base) => content.items.map((item) => item.code);
const at = (code: string) => base.items.findIndex((item) => item.code === code);

describe('an edit', () => {
  it('gives an item another code wherever it is named', () => {
    const renamed = renameItem(renameItem(base, at('pain_had'), 'pain'), at('overall_score'), 'overall');
    expect(renamed.items.find((item) => item.code === 'pain_care')?.showIf).toEqual([
      { on: { item: 'pain' }, operator: 'in', values: ['yes'] },
    ]);
    expect(renamed.overallItem).toBe('overall');
    expect(checkContent(renamed)).toEqual([]);
  });

  it('that removes an item leaves the conditions that asked it, as faults until somebody decides', () => {
    const without: typeof base = { ...removeItem(removeItem(base, at('pain_had')), at('overall_score') - 1), rule: 'strict' };
    expect(without.overallItem).toBeUndefined();
    expect(without.items.find((item) => item.code === 'pain_care')?.showIf).toHaveLength(1);
    const faults = faultsOf(checkContent(without)).map(({ text }) => text);
    expect(faults).toEqual([expect.stringContaining('条件指向已删除的题“pain_had”')]);
    const left = without.items.findIndex(({ code }) => code === 'pain_care');
    expect(faultsOf(checkContent(setItem(without, left, { showIf: [] })))).toEqual([]);
  });

  it('gives a new item no code that a condition names: it would be asked for the one that was removed', () => {
    const { content, index } = addItem(base, null, 'environment');
    const bound = setItem(content, 0, { showIf: [{ on: { item: codes(content)[index] ?? '' }, operator: 'in', values: ['yes'] }] });
    const again = addItem(removeItem(bound, index), null, 'environment');
    expect(codes(again.content)[again.index]).not.toBe(codes(content)[index]);
  });

  it('adds and copies items under codes of their own', () => {
    const added = addItem(base, null, 'environment');
    expect(codes(added.content)[added.index]).toBe('environment_4');
    expect(added.index).toBe(at('meals') + 1);
    const copied = copyItem(copyItem(base, 0), 0);
    expect(new Set(codes(copied)).size).toBe(base.items.length + 2);
  });

  it('moves an item over the edge of its aspect, into the next one first', () => {
    const last = at('doctor_explain');
    const over = shiftItem(base, last, 1);
    expect([over.index, over.content.items[last]?.aspect]).toEqual([last, 'process']);
    expect(codes(over.content)).toEqual(codes(base));
    const down = shiftItem(over.content, last, 1);
    expect(codes(down.content).slice(last, last + 2)).toEqual(['call_answer', 'doctor_explain']);
    expect(shiftItem(base, 0, -1).content).toBe(base);
    expect(placeItem(base, 0, at('meals')).items[at('meals')]).toMatchObject({ code: 'nurse_respect', aspect: 'environment' });
  });

  it('of the order keeps every item, whatever is moved where', () => {
    fc.assert(
      fc.property(contents, fc.nat(11), fc.nat(11), (content, from, to) => {
        const last = content.items.length - 1;
        const placed = placeItem(content, Math.min(from, last), Math.min(to, last));
        const gathered = gatherAspects(placed);
        for (const one of [placed, gathered]) expect(codes(one).toSorted()).toEqual(codes(content).toSorted());
        expect(checkContent(gathered).some(({ text }) => text.includes('没有排在一起'))).toBe(false);
      }),
    );
  });

  it('begins from nothing with the six aspects, and says what is missing', () => {
    const faults = faultsOf(checkContent(emptyContent('questionnaire-1'))).map(({ text }) => text);
    expect(faults).toContain('还没有条目。');
    expect(faults.filter((text) => text === '这段话还没有写。')).toHaveLength(13);
  });
});

describe('a scale', () => {
  it('is known by what its options mean, and has a key of its own for every option', () => {
    for (const scale of scales) {
      expect(scaleOf(scale.options.map((option) => ({ ...option, label: '另一个说法' })))).toBe(scale);
      expect(new Set(scale.options.map((option) => option.key)).size).toBe(scale.options.length);
      expect(scale.options.filter((option) => option.notCounted)).toHaveLength(1);
    }
    expect(scaleOf([])).toBeNull();
  });
});

describe('conditions in words', () => {
  it('name facts, items and options as people call them', () => {
    const pain = base.items[at('pain_care')];
    expect(pain && showWords(pain, base.items)).toBe('“有无疼痛”答“疼过”');
    expect(conditionWords({ on: { discharge: 'sex' }, operator: 'in', values: ['female'] }, [])).toBe('性别是“女”');
    expect(conditionWords({ on: { discharge: 'ageYears' }, operator: 'atMost', values: [13] }, [])).toBe('年龄（岁）不大于“13”');
    expect(conditionWords({ on: { discharge: 'department' }, operator: 'notIn', values: ['骨科', '产科'] }, [])).toBe(
      '科室不是“骨科”或“产科”',
    );
  });
});

describe('the values of a condition whose operator changes', () => {
  it('are kept as far as they mean something', () => {
    expect(valuesUnder('atLeast', [65])).toEqual([65]);
    expect(valuesUnder('atMost', ['x', '14', '15'])).toEqual([14]);
    expect(valuesUnder('notIn', ['骨科', '产科'])).toEqual(['骨科', '产科']);
    expect(valuesUnder('in', [65])).toEqual([65]);
    expect(valuesUnder('atLeast', ['骨科'])).toEqual([]);
  });
});

describe('two versions compared', () => {
  it('are the same where nothing changed', () => {
    fc.assert(
      fc.property(contents, (content) => {
        const { changes, broken, common } = compareContents(content, content);
        expect([changes, broken, common]).toEqual([[], false, codes(content)]);
      }),
    );
  });

  it('say what was added, removed, reworded, moved, and what it means for trend lines', () => {
    let fresh = removeItem(base, at('meals'));
    fresh = setItem(fresh, 0, { say: '护士对您客气吗：总是、经常、有时，还是从未？' });
    fresh = setItem(fresh, 1, { options: scales.find((scale) => scale.code === 'five')?.options.map((option) => ({ ...option })) ?? [] });
    fresh = shiftItem(fresh, 5, -1).content;
    fresh = addItem(fresh, null, 'charges').content;
    const { changes, broken, common, verdict } = compareContents(base, fresh);
    const seen = changes.map(({ kind, what }) => [kind, what]);
    expect(seen).toContainEqual(['removed', '饭菜']);
    expect(seen).toContainEqual(['reworded', '护士尊重']);
    expect(seen).toContainEqual(['options', '护士倾听']);
    expect(seen.filter(([kind]) => kind === 'moved')).toHaveLength(1);
    expect(seen).toContainEqual(['added', '']);
    expect(broken).toBe(true);
    expect(common).toHaveLength(base.items.length - 2);
    expect(verdict).toContain('趋势线在换版本的月份断开');
    expect(verdict).toContain('其中 1 个改了问法');
  });

  it('call as few questions moved as can be, with the place before and after', () => {
    const orderOf = (order: readonly number[]) => ({ ...base, items: order.flatMap((place) => base.items[place] ?? []) });
    const moves = (from: readonly number[], to: readonly number[]) =>
      compareContents(orderOf(from), orderOf(to)).changes.flatMap(({ kind, ...change }) => (kind === 'moved' ? [change] : []));
    const what = (place: number) => base.items[place]?.title;
    expect(moves([0, 1, 2, 3], [3, 0, 1, 2])).toEqual([
      { part: 'item', what: what(3), before: '第 4 题', after: '第 1 题', breaks: false },
    ]);
    expect(moves([0, 1, 2, 3], [1, 2, 3, 0])).toEqual([
      { part: 'item', what: what(0), before: '第 1 题', after: '第 4 题', breaks: false },
    ]);
    expect(moves([0, 1, 2, 3, 4], [2, 0, 1, 4, 3])).toHaveLength(2);
    expect(moves([0, 1, 2], [2, 1, 0])).toHaveLength(2);
    expect(moves([0, 1], [1, 0]).map((move) => move.what)).toEqual([what(1)]);
  });

  it('do not break a trend by words around the questions', () => {
    const { changes, broken, verdict } = compareContents(base, setScript(base, 'closing', '谢谢，再见。'));
    expect(changes).toMatchObject([{ part: 'script', what: '结束语', breaks: false }]);
    expect(broken).toBe(false);
    expect(verdict).toContain('问什么、怎么答都没有变');
  });

  it('see a changed meaning of an answer, not a changed label', () => {
    const relabelled = base.items[0]?.options.map((option) => ({ ...option, label: `${option.label}。` })) ?? [];
    expect(compareContents(base, setItem(base, 0, { options: relabelled })).broken).toBe(false);
    const harsher = base.items[0]?.options.map((option) => (option.value === 'often' ? { ...option, objection: true } : option)) ?? [];
    expect(compareContents(base, setItem(base, 0, { options: harsher })).broken).toBe(true);
  });
});
