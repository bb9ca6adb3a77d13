/** Tests the rate weighted by departments: vectors computed by hand, and properties. */
import { describe, expect, it } from 'vitest';
import { weightingSentence } from '../../../shared/reporting/rules/weightingWords.ts';
import { percentOf, roundedRate } from '../../../shared/statistics/rules/percent.ts';
import { isProportional, type Stratum, weightedRate } from '../../../shared/statistics/rules/weighting.ts';
import { weightedInterval, wilsonInterval } from '../../../shared/statistics/rules/wilson.ts';
import { fc } from '../../helpers/properties.ts';

const stratum = (frame: number, n: number, satisfied: number): Stratum => ({ frame, n, satisfied });
const rateOf = (strata: readonly Stratum[]) => roundedRate(weightedRate(strata)?.rate ?? { numerator: 0n, denominator: 1n });

const heard = fc
  .tuple(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 80 }), fc.float({ min: 0, max: 1, noNaN: true }))
  .map(([frame, n, share]) => stratum(frame, n, Math.round(share * n)));
const hospitals = fc.array(heard, { minLength: 1, maxLength: 40 });

describe('the weighted rate', () => {
  it('is the frame shares times the departments’ rates: 900 and 100 patients, ten interviews each, all and half of them satisfied', () => {
    const found = weightedRate([stratum(900, 10, 10), stratum(100, 10, 5)]);
    // 0.9 × 1 + 0.1 × 0.5 = 0.95; effective 1 ÷ (0.81 ÷ 10 + 0.01 ÷ 10) = 12.195
    expect(rateOf([stratum(900, 10, 10), stratum(100, 10, 5)])).toBe(0.95);
    expect(found?.effective).toBeCloseTo(12.195_121_951, 9);
    // Wilson with n = 12.195: centre (0.95 + 0.157500) ÷ 1.315000, half 1.95996 × √(0.003895 + 0.006458) ÷ 1.315000
    expect(weightedInterval(0.95, found?.effective ?? 0)?.map(percentOf)).toEqual(['69.06', '99.39']);
  });

  it('of three departments: 500, 300, 200 patients with 4 of 5, 9 of 10 and 12 of 15 satisfied', () => {
    // 0.5 × 0.8 + 0.3 × 0.9 + 0.2 × 0.8 = 0.83; effective 1 ÷ (0.05 + 0.009 + 0.002667) = 16.2162
    const found = weightedRate([stratum(500, 5, 4), stratum(300, 10, 9), stratum(200, 15, 12)]);
    expect(found).toMatchObject({ unweighted: 0, unheard: { departments: 0, eligible: 0 } });
    expect(rateOf([stratum(500, 5, 4), stratum(300, 10, 9), stratum(200, 15, 12)])).toBe(0.83);
    expect(found?.effective).toBeCloseTo(16.216_216, 6);
  });

  it('says which departments nobody speaks for, and which interviews have no frame', () => {
    const found = weightedRate([stratum(60, 6, 3), stratum(40, 0, 0), stratum(0, 7, 7)]);
    expect(found).toMatchObject({ unweighted: 7, unheard: { departments: 1, eligible: 40 }, effective: 6 });
    expect(weightedRate([stratum(0, 7, 7)])).toBeNull();
    expect(weightedRate([])).toBeNull();
  });

  it('is rounded from the exact fraction: a half goes away from zero', () => {
    // 1 × 163/800 = 20.375 %
    expect(percentOf(rateOf([stratum(5, 800, 163)]))).toBe('20.38');
  });

  it('lies between the lowest and the highest department, and is worth at most the interviews', () => {
    fc.assert(
      fc.property(hospitals, (strata) => {
        const rates = strata.map(({ satisfied, n }) => satisfied / n);
        const rate = rateOf(strata);
        expect(rate).toBeGreaterThanOrEqual(Math.min(...rates) - 0.00005);
        expect(rate).toBeLessThanOrEqual(Math.max(...rates) + 0.00005);
        const interviews = strata.reduce((sum, { n }) => sum + n, 0);
        const effective = weightedRate(strata)?.effective ?? 0;
        expect(effective).toBeGreaterThan(0);
        expect(effective).toBeLessThanOrEqual(interviews);
        const [low, high] = weightedInterval(rate, effective) ?? [1, 0];
        expect(low).toBeLessThanOrEqual(rate);
        expect(high).toBeGreaterThanOrEqual(rate);
      }),
    );
  });

  it('is the plain rate with the plain interval where the interviews mirror the frame', () => {
    fc.assert(
      fc.property(hospitals, fc.integer({ min: 1, max: 50 }), (strata, times) => {
        const mirrored = strata.map((one) => ({ ...one, frame: one.n * times }));
        const [n, satisfied] = [strata.reduce((sum, one) => sum + one.n, 0), strata.reduce((sum, one) => sum + one.satisfied, 0)];
        expect(rateOf(mirrored)).toBe(roundedRate({ numerator: BigInt(satisfied), denominator: BigInt(n) }));
        expect(weightedRate(mirrored)?.effective).toBeCloseTo(n, 6);
        const [low, high] = weightedInterval(satisfied / n, weightedRate(mirrored)?.effective ?? 0) ?? [0, 0];
        expect(low).toBeCloseTo(wilsonInterval(satisfied, n)?.[0] ?? 1, 9);
        expect(high).toBeCloseTo(wilsonInterval(satisfied, n)?.[1] ?? 0, 9);
      }),
    );
  });

  it('does not depend on the order of the departments, nor on one that is told in two halves', () => {
    fc.assert(
      fc.property(hospitals, (strata) => {
        expect(rateOf(strata.toReversed())).toBe(rateOf(strata));
        const halves = strata.flatMap(({ frame, n, satisfied }) => [stratum(frame, n, satisfied), stratum(frame, n, satisfied)]);
        expect(rateOf(halves)).toBe(rateOf(strata));
      }),
    );
  });

  it('counts every interview: weighted, or said to be not', () => {
    const any = fc.array(
      fc.tuple(heard, fc.boolean()).map(([one, known]) => (known ? one : { ...one, frame: 0 })),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(any, (strata) => {
        const found = weightedRate(strata);
        const interviews = strata.reduce((sum, { n }) => sum + n, 0);
        const weighted = strata.filter(({ frame }) => frame > 0).reduce((sum, { n }) => sum + n, 0);
        if (found) expect(weighted + found.unweighted).toBe(interviews);
        else expect(weighted).toBe(0);
      }),
    );
  });
});

describe('a draw', () => {
  it.each([
    [
      'rounded by the largest remainder',
      [
        [60, 6],
        [30, 3],
        [10, 1],
      ],
      true,
    ],
    [
      'with one case for a department too small for its own share',
      [
        [990, 19],
        [10, 1],
      ],
      true,
    ],
    [
      'of the same number from each',
      [
        [900, 10],
        [100, 10],
      ],
      false,
    ],
    [
      'with a large minimum',
      [
        [960, 15],
        [20, 5],
        [20, 5],
      ],
      false,
    ],
    [
      'of everybody',
      [
        [960, 960],
        [20, 20],
      ],
      true,
    ],
  ] as const)('%s is proportional: %s', (_, shares, proportional) => {
    expect(isProportional(shares.map(([eligible, drawn]) => ({ eligible, drawn })))).toBe(proportional);
  });
});

describe('which rate is which, in words', () => {
  const weighting = {
    reasons: ['有追加抽样'],
    plain: { rate: 0.75, interval: [0.5, 0.9] as [number, number] },
    effective: 12.2,
    unweighted: 0,
    unheard: { departments: 0, eligible: 0 },
  };
  const words = (change: Partial<typeof weighting>) =>
    weightingSentence({ interviews: 20, satisfied: 15, weighting: { ...weighting, ...change } });

  it('names the reason, the effective size and the plain rate', () =>
    expect(words({})).toBe('按科室抽样框加权（有追加抽样），有效样本量 12；未加权 75.00 %（15 / 20，95 % 区间 50.00–90.00 %）。'));
  it('counts what was left out', () => {
    expect(words({ unweighted: 3 })).toContain('3 例访谈找不到抽样框，没有计入加权');
    expect(words({ unheard: { departments: 2, eligible: 31 } })).toContain('2 个科室（抽样框 31 例）没有访谈');
  });
  it('says so where nothing could be weighted', () =>
    expect(words({ unweighted: 20 })).toContain('20 例访谈都没有加权，此处是未加权满意度'));
});
