/** Wilson interval of a proportion. */
import { z95 } from './normal.ts';

/**
 * 95 % score interval without continuity correction, as fractions from 0 to 1; null where n is 0.
 * E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927) 209–212.
 */
export function wilsonInterval(successes: number, n: number): [number, number] | null {
  if (n === 0) return null;
  const share = successes / n;
  const zz = z95 * z95;
  const centre = share + zz / (2 * n);
  const half = z95 * Math.sqrt((share * (1 - share)) / n + zz / (4 * n * n));
  const scale = 1 + zz / n;
  return [successes === 0 ? 0 : Math.max(0, (centre - half) / scale), successes === n ? 1 : Math.min(1, (centre + half) / scale)];
}

/**
 * The score interval of a weighted rate: Wilson's with the effective sample size in the place of n. An effective size in an
 * interval made for n: E. L. Korn and B. I. Graubard, Confidence intervals for proportions with small expected number of
 * positive counts estimated from survey data, Survey Methodology 24 (1998) 193–201.
 * @param rate from 0 to 1
 * @param effective above 0, not always whole
 */
export function weightedInterval(rate: number, effective: number): [number, number] | null {
  return wilsonInterval(rate * effective, effective);
}
