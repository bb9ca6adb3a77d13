/** Percentages as they are printed: two decimals, rounded half away from zero from the exact fraction (domain §7). */

const hundredths = 10_000n;

/**
 * Hundredths of a percent of a fraction, in whole numbers: no binary fraction can tip a half the wrong way.
 * @param numerator whole number, may be negative
 * @param denominator whole number above 0
 */
function hundredthsOf(numerator: number, denominator: number): bigint {
  const scaled = BigInt(Math.abs(numerator)) * hundredths * 2n + BigInt(denominator);
  const rounded = scaled / (BigInt(denominator) * 2n);
  return numerator < 0 ? -rounded : rounded;
}

/**
 * `percent(423, 500)` is `84.60`, without the sign. Half a hundredth goes away from zero: 1/800 (0.125 %) is `0.13`.
 * @throws RangeError where the counts are not whole numbers or the denominator is not above 0
 */
export function percent(numerator: number, denominator: number): string {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0)
    throw new RangeError(`not a fraction of counts: ${numerator}/${denominator}`);
  const value = hundredthsOf(numerator, denominator);
  const digits = String(value < 0n ? -value : value).padStart(3, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A fraction that is not a ratio of counts (a bound of an interval) as a percentage with two decimals, half away from zero. */
export function percentOf(fraction: number): string {
  const value = Math.sign(fraction) * Math.round(Math.abs(fraction) * Number(hundredths));
  return ((value === 0 ? 0 : value) / 100).toFixed(2);
}

/** A difference of two fractions in percentage points with its sign: `+1.42`, `−12.40`, `0.00`. */
export function pointsInWords(points: number): string {
  const text = percentOf(Math.abs(points) / 100);
  if (text === '0.00') return text;
  return `${points > 0 ? '+' : '−'}${text}`;
}
