/** Tests the figures of a nurse's calls. */
import { describe, expect, it } from 'vitest';
import { interviewerEffect, quantile, shareOf, talkBinNames, talkBins, talkTimes } from '../../../shared/reporting/rules/nurseFigures.ts';

describe('talk times', () => {
  it('have the mean, the median and the 5th percentile, and a bin each', () => {
    const times = talkTimes([60, 119, 120, 300, 480, 901]);
    expect(times).toMatchObject({ interviews: 6, mean: 330, median: 210, bins: [2, 1, 1, 0, 1, 0, 1] });
    expect(times.p5).toBeCloseTo(60 + 0.25 * 59, 9);
    expect(talkBinNames).toHaveLength(talkBins.length + 1);
  });

  it('of nobody are nothing', () => {
    expect(talkTimes([])).toEqual({ interviews: 0, mean: null, median: null, p5: null, bins: [0, 0, 0, 0, 0, 0, 0] });
    expect(quantile([7], 0.05)).toBe(7);
    expect(shareOf(0, 0)).toEqual({ count: 0, of: 0, rate: null });
  });
});

describe('a nurse whose patients object more often', () => {
  it('is marked only where the z-test says so, and not in a small sample', () => {
    expect(interviewerEffect({ dissatisfied: 30, interviews: 100 }, { dissatisfied: 30, interviews: 300 })).toMatchObject({
      verdict: 'higher',
    });
    expect(interviewerEffect({ dissatisfied: 4, interviews: 100 }, { dissatisfied: 90, interviews: 300 })).toMatchObject({
      verdict: 'lower',
    });
    expect(interviewerEffect({ dissatisfied: 11, interviews: 100 }, { dissatisfied: 30, interviews: 300 })).toMatchObject({
      verdict: 'none',
      words: '与其他回访员相近',
    });
    expect(interviewerEffect({ dissatisfied: 3, interviews: 8 }, { dissatisfied: 30, interviews: 300 })).toMatchObject({
      verdict: 'too_few',
    });
    expect(interviewerEffect({ dissatisfied: 7, interviews: 20 }, { dissatisfied: 0, interviews: 30 })).toMatchObject({
      verdict: 'too_few',
      words: '样本不足，暂不判断',
    });
    expect(interviewerEffect({ dissatisfied: 3, interviews: 8 }, { dissatisfied: 0, interviews: 0 })).toBeNull();
  });
});
