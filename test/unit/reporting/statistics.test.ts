/** Tests the statistics of rates. */
import { describe, expect, it } from 'vitest';
import { aaporRates, hospitalRates } from '../../../shared/statistics/rules/aapor.ts';
import { fractionOf } from '../../../shared/statistics/rules/fraction.ts';
import { twoSidedP } from '../../../shared/statistics/rules/normal.ts';
import { percent, percentOf, percentText, pointsBetween, pointsInWords, share } from '../../../shared/statistics/rules/percent.ts';
import { ranks } from '../../../shared/statistics/rules/ranking.ts';
import { compareProportions } from '../../../shared/statistics/rules/twoProportions.ts';
import { wilsonInterval } from '../../../shared/statistics/rules/wilson.ts';
import { fc } from '../../helpers/properties.ts';

const counts = fc.integer({ min: 1, max: 100_000 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

describe('percent', () => {
  it.each([
    [423, 500, '84.60'],
    [664, 700, '94.86'],
    [13_708, 13_851, '98.97'],
    [0, 7, '0.00'],
    [7, 7, '100.00'],
    [1, 800, '0.13'],
    [3, 800, '0.38'],
    [-1, 800, '-0.13'],
    [10_045, 1_000_000, '1.00'],
    [10_050, 1_000_000, '1.01'],
  ])('%i/%i is %s', (numerator, denominator, text) => expect(percent(numerator, denominator)).toBe(text));

  it('refuses what is no fraction of counts', () => {
    expect(() => percent(1, 0)).toThrow(RangeError);
    expect(() => percent(0.5, 2)).toThrow(RangeError);
  });

  it('is never further than half a hundredth from the exact fraction, and a half goes up', () => {
    fc.assert(
      fc.property(counts, ([part, n]) => {
        const shown = BigInt(percent(part, n).replace('.', ''));
        const twice = 2n * (shown * BigInt(n) - BigInt(part) * 10_000n);
        expect(twice > -BigInt(n) && twice <= BigInt(n)).toBe(true);
      }),
    );
  });

  it('writes points with their sign', () => {
    expect([pointsInWords(1.42), pointsInWords(-12.4), pointsInWords(0)]).toEqual(['+1.42', '−12.40', '0.00']);
  });

  it('writes a share with its sign, or a dash', () => {
    expect([percentText(664, 700), percentText(0, 0)]).toEqual(['94.86 %', '–']);
  });

  it('takes points from the exact fractions: half a hundredth goes away from zero', () => {
    const between = (now: readonly [number, number], before: readonly [number, number]) =>
      pointsInWords(pointsBetween(fractionOf(...now), fractionOf(...before)));
    expect(between([163, 800], [0, 5])).toBe('+20.38'); // 20.375
    expect(between([87, 4000], [0, 1])).toBe('+2.18'); // 2.175
    expect(between([0, 1], [87, 4000])).toBe('−2.18');
    expect(between([664, 700], [423, 500])).toBe('+10.26'); // 10.2571…
    expect(between([1, 3], [1, 3])).toBe('0.00');
  });

  it('gives the same text whether a share is printed from its counts or from the number made of them', () => {
    expect([share(163, 800), share(87, 4000)]).toEqual([0.2038, 0.0218]);
    fc.assert(
      fc.property(counts, ([part, n]) => {
        expect(percentOf(share(part, n) ?? Number.NaN)).toBe(percent(part, n));
      }),
    );
  });
});

describe('the 95 % Wilson interval', () => {
  it.each([
    [81, 263, '25.53', '36.62'],
    [0, 20, '0.00', '16.11'],
    [664, 700, '92.96', '96.26'],
  ])('of %i/%i is %s–%s', (part, n, low, high) => {
    const interval = wilsonInterval(part, n);
    expect(interval?.map(percentOf)).toEqual([low, high]);
  });

  it('of nothing is nothing', () => expect(wilsonInterval(0, 0)).toBeNull());

  it('lies in 0–1, holds the rate, mirrors for the complement and narrows with n', () => {
    fc.assert(
      fc.property(counts, ([part, n]) => {
        const [low, high] = wilsonInterval(part, n) ?? [Number.NaN, Number.NaN];
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(part / n);
        expect(high).toBeGreaterThanOrEqual(part / n);
        const [mirrorLow, mirrorHigh] = wilsonInterval(n - part, n) ?? [Number.NaN, Number.NaN];
        expect(1 - mirrorHigh).toBeCloseTo(low, 10);
        expect(1 - mirrorLow).toBeCloseTo(high, 10);
        const [wideLow, wideHigh] = wilsonInterval(part * 4, n * 4) ?? [Number.NaN, Number.NaN];
        expect(wideHigh - wideLow).toBeLessThan(high - low);
      }),
    );
  });
});

describe('two months compared', () => {
  it.each([
    [0, 1],
    [1.959963984540054, 0.05],
    [2.5758293035489004, 0.01],
    [3.2905267314919255, 0.001],
    [5, 5.733031437583869e-7],
  ])('a normal value of %d is this far out by chance: %d', (z, p) => {
    expect(twoSidedP(z) / p).toBeCloseTo(1, 9);
    expect(twoSidedP(-z)).toBe(twoSidedP(z));
  });

  it('calls the published year a rise', () => {
    const year = compareProportions({ satisfied: 664, interviews: 700 }, { satisfied: 423, interviews: 500 });
    expect(year).toMatchObject({ verdict: 'rise', words: '有统计学意义的上升' });
    expect(year.z).toBeCloseTo(5.998, 3);
  });

  it('calls a small step between two large months noise', () => {
    const step = compareProportions({ satisfied: 664, interviews: 700 }, { satisfied: 654, interviews: 700 });
    expect(step).toMatchObject({ verdict: 'noise', words: '波动范围内' });
    expect(step.p).toBeCloseTo(0.255, 3);
  });

  it('says how many interviews are missing where there are too few', () => {
    const few = compareProportions({ satisfied: 11, interviews: 12 }, { satisfied: 13, interviews: 14 });
    expect(few.verdict).toBe('too_few');
    expect(few.words).toMatch(/^样本不足（约再需 \d+ 例）$/);
    expect(few.wanted).toBeGreaterThan(100);
  });

  it('turns round when the months are exchanged, and equal months are never different', () => {
    fc.assert(
      fc.property(counts, counts, ([a, n], [b, m]) => {
        const there = compareProportions({ satisfied: a, interviews: n }, { satisfied: b, interviews: m });
        const back = compareProportions({ satisfied: b, interviews: m }, { satisfied: a, interviews: n });
        expect(there.z).toBeCloseTo(-back.z, 9);
        expect(there.p).toBeGreaterThanOrEqual(0);
        expect(there.p).toBeLessThanOrEqual(1);
        if (there.verdict === 'rise') expect(back.verdict).toBe('fall');
        expect(['rise', 'fall']).not.toContain(
          compareProportions({ satisfied: a, interviews: n }, { satisfied: a, interviews: n }).verdict,
        );
      }),
    );
  });
});

describe('the rates of the calls', () => {
  it('are those of the AAPOR Standard Definitions', () => {
    const rates = aaporRates({ I: 480, P: 12, R: 38, NC: 95, O: 9, U: 16, NE: 31 });
    expect(Object.entries(rates).map(([name, rate]) => [name, percentOf(rate ?? Number.NaN)])).toEqual([
      ['rr1', '73.85'],
      ['rr2', '75.69'],
      ['coop1', '89.05'],
      ['ref1', '5.85'],
      ['con1', '82.92'],
    ]);
  });

  it('are empty where nobody was sampled', () => {
    expect(Object.values(aaporRates({ I: 0, P: 0, R: 0, NC: 0, O: 0, U: 0, NE: 4 }))).toEqual([null, null, null, null, null]);
    expect(hospitalRates({ sampled: 0, attempted: 0, contacted: 0, completed: 0 })).toEqual({
      followUpRate: null,
      successRate: null,
      reachRate: null,
    });
  });

  it('reported by hospitals stand beside them', () => {
    expect(hospitalRates({ sampled: 200, attempted: 160, contacted: 120, completed: 100 })).toEqual({
      followUpRate: 0.8,
      successRate: 0.5,
      reachRate: 0.75,
    });
  });

  it('never exceed each other: RR1 ≤ RR2 ≤ CON1', () => {
    const n = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(n, n, n, n, n, n, (I, P, R, NC, O, U) => {
        const rates = aaporRates({ I, P, R, NC, O, U, NE: 0 });
        if (rates.rr1 === null || rates.rr2 === null || rates.con1 === null) return expect(I + P + R + NC + O + U).toBe(0);
        expect(rates.rr1).toBeLessThanOrEqual(rates.rr2);
        expect(rates.rr2).toBeLessThanOrEqual(rates.con1);
      }),
    );
  });
});

describe('ranks', () => {
  it('gives equal rates the same rank and ranks nobody below 30', () => {
    const figures = [
      { interviews: 40, satisfied: 38 },
      { interviews: 20, satisfied: 20 },
      { interviews: 80, satisfied: 76 },
      { interviews: 30, satisfied: 15 },
    ];
    expect(ranks(figures, 30)).toEqual([1, null, 1, 3]);
  });
});
