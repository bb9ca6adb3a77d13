/** The standard normal distribution. */

/** Two-sided 95 %: the 97.5 % quantile of the standard normal distribution. */
export const z95 = 1.959963984540054;

/**
 * Probability that a standard normal value is at least |z| away from 0 on either side: erfc(|z| / √2).
 * Abramowitz & Stegun, Handbook of Mathematical Functions (1964): the series 7.1.6 near 0, the continued fraction
 * 7.1.14 in the tails; relative error below 1e-10.
 */
export function twoSidedP(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  if (Number.isNaN(x)) return Number.NaN;
  return x < 2.5 ? 1 - erfSeries(x) : erfcFraction(x);
}

function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 200 && term > sum * 1e-17; n += 1) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

function erfcFraction(x: number): number {
  let fraction = x;
  for (let n = 60; n >= 1; n -= 1) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}
