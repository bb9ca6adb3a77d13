import { describe, expect, it } from 'vitest';
import { chiSquareP } from '../../statistics/chiSquare.ts';

describe('chi-square distribution', () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4, upper critical values.
  it.each([
    [3.841, 1, 0.05],
    [6.635, 1, 0.01],
    [5.991, 2, 0.05],
    [7.815, 3, 0.05],
    [11.345, 3, 0.01],
    [18.307, 10, 0.05],
    [29.588, 10, 0.001],
    [43.773, 30, 0.05],
    [124.342, 100, 0.05],
    [149.449, 100, 0.001],
    [77.929, 100, 0.95],
    [2.706, 1, 0.1],
  ])('%s with %s degrees of freedom has p = %s', (value, degrees, p) => expect(chiSquareP(value, degrees)).toBeCloseTo(p, 4));

  it('is exactly exp(−x/2) for two degrees of freedom', () => {
    for (const x of [0.001, 0.5, 2, 3.9, 4.1, 20, 200]) {
      const exact = Math.exp(-x / 2);
      expect(Math.abs(chiSquareP(x, 2) - exact)).toBeLessThan(1e-13 + exact * 1e-12);
    }
  });

  it('is exactly exp(−x/2)(1 + x/2) for four', () => {
    for (const x of [0.1, 1, 5, 5.9, 6.1, 40]) expect(chiSquareP(x, 4)).toBeCloseTo(Math.exp(-x / 2) * (1 + x / 2), 12);
  });

  it('is 1 at zero', () => expect(chiSquareP(0, 5)).toBe(1));
});
