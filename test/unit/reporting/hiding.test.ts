/** Tests which figures of a department's month its head may not see. */
import { describe, expect, it } from 'vitest';
import { hiddenFigures, isRateHidden, type MonthSizes } from '../../../shared/statistics/rules/hiding.ts';
import { fc } from '../../helpers/properties.ts';

const sizes = (people: number, aspects: Record<string, Record<string, number>>): MonthSizes => ({
  people,
  aspects: Object.entries(aspects).map(([aspect, items]) => ({ aspect, n: Math.max(0, ...Object.values(items)) })),
  items: Object.entries(aspects).flatMap(([aspect, items]) => Object.entries(items).map(([code, n]) => ({ code, aspect, n }))),
});
const hidden = (people: number, aspects: Record<string, Record<string, number>>) => {
  const found = hiddenFigures(sizes(people, aspects), 10);
  return { all: found.all, aspects: [...found.aspects].sort(), items: [...found.items].sort() };
};

describe('small numbers', () => {
  it('hide the month, with everything in it, below ten interviews', () =>
    expect(hidden(9, { quality: { effect: 9, doctor: 9 } })).toEqual({ all: true, aspects: ['quality'], items: ['doctor', 'effect'] }));

  it('hide nothing where there are enough of each', () =>
    expect(hidden(40, { quality: { effect: 40, doctor: 12 }, ethics: { gifts: 0 } })).toEqual({ all: false, aspects: [], items: [] }));

  it('hide an item, and the next smallest of its aspect, which could be subtracted', () =>
    expect(hidden(40, { quality: { effect: 40, doctor: 30, ward: 4 }, process: { call: 40 } })).toEqual({
      all: false,
      aspects: [],
      items: ['doctor', 'ward'],
    }));

  it('hide an aspect, the next smallest aspect, and all items of both', () =>
    expect(hidden(40, { quality: { effect: 40 }, process: { call: 40, meals: 38 }, charges: { list: 12 }, ethics: { gifts: 3 } })).toEqual({
      all: false,
      aspects: ['charges', 'ethics'],
      items: ['gifts', 'list'],
    }));

  it('hide an aspect of one item with its item', () => {
    const found = hidden(40, { quality: { effect: 40 }, process: { call: 5 }, charges: { list: 22 } });
    expect(found).toEqual({ all: false, aspects: ['charges', 'process'], items: ['call', 'list'] });
  });

  it('hide other rules and common items in a month that hides a part, and never the strict rate of enough interviews', () => {
    const part = hiddenFigures(sizes(40, { quality: { effect: 40, doctor: 30, ward: 4 } }), 10);
    expect([isRateHidden(part, true, 40, 10), isRateHidden(part, false, 40, 10)]).toEqual([false, true]);
    const whole = hiddenFigures(sizes(40, { quality: { effect: 40 } }), 10);
    expect([isRateHidden(whole, false, 40, 10), isRateHidden(whole, false, 9, 10)]).toEqual([false, true]);
  });

  it('never stand alone among the parts of a total that is shown', () => {
    const counts = fc.dictionary(
      fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 5 }),
      { minKeys: 1 },
    );
    fc.assert(
      fc.property(counts, (aspects) => {
        const named = Object.fromEntries(
          Object.entries(aspects).map(([aspect, items]) => [aspect, Object.fromEntries(items.map((n, at) => [`${aspect}${at}`, n]))]),
        );
        const given = sizes(60, named);
        const found = hiddenFigures(given, 10);
        const filled = given.aspects.filter(({ n }) => n > 0);
        for (const { n, aspect } of filled) if (n < 10) expect(found.aspects.has(aspect)).toBe(true);
        for (const { n, code } of given.items) if (n > 0 && n < 10) expect(found.items.has(code)).toBe(true);
        if (filled.length > 1) expect(filled.filter(({ aspect }) => found.aspects.has(aspect)).length).not.toBe(1);
        for (const { aspect } of filled) {
          const parts = given.items.filter((item) => item.aspect === aspect && item.n > 0);
          const gone = parts.filter(({ code }) => found.items.has(code)).length;
          if (found.aspects.has(aspect)) expect(gone).toBe(parts.length);
          else expect(gone).not.toBe(1);
        }
      }),
    );
  });
});
