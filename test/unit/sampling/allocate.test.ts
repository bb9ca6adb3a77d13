import { describe, expect, it } from 'vitest';
import { allocate, type StratumSize } from '../../../shared/sampling/rules/allocate.ts';
import { fc } from '../../helpers/properties.ts';

const strataOf = (sizes: readonly number[]): StratumSize[] =>
  sizes.map((eligible, at) => ({ key: `科室${String(at).padStart(2, '0')}`, eligible }));
const drawnOf = (result: ReturnType<typeof allocate>) =>
  'refused' in result ? result.refused : result.strata.map((stratum) => stratum.drawn);
const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

const sizes = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 30 });
const allocation = fc.constantFrom('proportional', 'equal' as const);

describe('allocation to strata', () => {
  it('follows the largest remainder in a published example', () => {
    // Wikipedia, "Largest remainders method", Hare quota: 100,000 votes for six parties, 10 seats.
    expect(
      drawnOf(allocate(10, strataOf([47, 16, 15.8, 12, 6.1, 3.1].map((votes) => votes * 10)), { allocation: 'proportional', minimum: 0 })),
    ).toEqual([5, 2, 1, 1, 1, 0]);
  });

  it('follows the largest remainder worked by hand', () => {
    // 7 of 20: quotas 10×7/20 = 3.5, 6×7/20 = 2.1, 4×7/20 = 1.4 → 3 + 2 + 1, the last one goes to the remainder .5
    expect(drawnOf(allocate(7, strataOf([10, 6, 4]), { allocation: 'proportional', minimum: 1 }))).toEqual([4, 2, 1]);
  });

  it('raises small strata to the minimum and shares the rest out again', () => {
    // 10 of 1000: quotas 9.7, 0.2, 0.1; both small ones are raised to 1, which leaves 8
    expect(drawnOf(allocate(10, strataOf([970, 20, 10]), { allocation: 'proportional', minimum: 1 }))).toEqual([8, 1, 1]);
    // minimum 5, but a stratum of 2 gives only its 2
    expect(drawnOf(allocate(20, strataOf([100, 30, 2]), { allocation: 'proportional', minimum: 5 }))).toEqual([13, 5, 2]);
  });

  it('breaks ties in favour of the larger stratum, then of the smaller key', () => {
    expect(drawnOf(allocate(1, strataOf([5, 5]), { allocation: 'proportional', minimum: 0 }))).toEqual([1, 0]);
    expect(drawnOf(allocate(2, strataOf([1, 3]), { allocation: 'proportional', minimum: 0 }))).toEqual([0, 2]);
  });

  it('shares equally, small strata giving all they hold', () => {
    expect(drawnOf(allocate(30, strataOf([100, 3, 50]), { allocation: 'equal', minimum: 1 }))).toEqual([14, 3, 13]);
  });

  it('refuses a minimum that does not fit, with the sentence', () => {
    expect(drawnOf(allocate(20, strataOf([9, 9, 9, 0]), { allocation: 'proportional', minimum: 7 }))).toBe(
      '3 层每层至少 7 例，共需 21 例，超过样本量 20 例',
    );
  });

  it('takes the numbers given by hand, whatever the size and the minimum, and says which does not fit', () => {
    const byHand = (given: Record<string, number>) =>
      drawnOf(allocate(1, strataOf([9, 5, 0]), { allocation: 'by_hand', minimum: 7, byHand: given }));
    expect(byHand({ 科室00: 3, 科室01: 5 })).toEqual([3, 5, 0]);
    expect(byHand({ 科室01: 2 })).toEqual([0, 2, 0]);
    expect(byHand({ 科室00: 3, 科室01: 6 })).toBe('“科室01”指定抽 6 例，超过该层合格的 5 例');
    expect(byHand({ 科室00: 3, 科室02: 1 })).toBe('“科室02”指定抽 1 例，超过该层合格的 0 例');
    expect(byHand({ 没有的科: 1 })).toBe('“没有的科”指定抽 1 例，超过该层合格的 0 例');
    expect(byHand({})).toBe('还没有指定任何一层的例数');
  });

  it('takes the whole frame where the size is larger, and nothing from an empty stratum', () => {
    expect(drawnOf(allocate(50, strataOf([4, 0, 3]), { allocation: 'proportional', minimum: 1 }))).toEqual([4, 0, 3]);
  });

  it('always sums to the size or the frame, keeps the minimum and never exceeds a stratum', () => {
    fc.assert(
      fc.property(
        sizes,
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 0, max: 20 }),
        allocation,
        (eligible, size, minimum, kind) => {
          const result = allocate(size, strataOf(eligible), { allocation: kind, minimum });
          const filled = eligible.filter((count) => count > 0).length;
          if ('refused' in result) {
            expect(minimum * filled).toBeGreaterThan(size);
            return;
          }
          expect(minimum * filled).toBeLessThanOrEqual(size);
          expect(total(result.strata.map((stratum) => stratum.drawn))).toBe(Math.min(size, total(eligible)));
          for (const stratum of result.strata) {
            expect(stratum.drawn).toBeGreaterThanOrEqual(Math.min(minimum, stratum.eligible));
            expect(stratum.drawn).toBeLessThanOrEqual(stratum.eligible);
          }
        },
      ),
    );
  });

  it('is proportional within one where no minimum bites', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 5000 }), (eligible, size) => {
        const result = allocate(size, strataOf(eligible), { allocation: 'proportional', minimum: 0 });
        if ('refused' in result) throw new Error(result.refused);
        const share = Math.min(size, total(eligible)) / Math.max(1, total(eligible));
        for (const stratum of result.strata) expect(Math.abs(stratum.drawn - stratum.eligible * share)).toBeLessThan(1);
      }),
    );
  });

  it('does not depend on the order in which the strata come', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 30, max: 2000 }), allocation, (eligible, size, kind) => {
        const strata = strataOf(eligible);
        const rule = { allocation: kind, minimum: 1 };
        expect(allocate(size, strata.toReversed(), rule)).toEqual(allocate(size, strata, rule));
      }),
    );
  });
});
