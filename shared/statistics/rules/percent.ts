/**
 * Rounds percentages and points to two decimals, half away from zero, from the exact fraction of counts (domain §7).
 * Numbers returned here are already rounded, so that printing cannot round them differently.
 */
import { type Fraction, fractionOf, minus, roundedTo } from './fraction.ts';

/** Hundredths of a percent in a whole. */
const hundredths = 10_000n;

/** `8460` hundredths as `84.60`. */
function twoDecimals(value: bigint): string {
  const digits = String(value < 0n ? -value : value).padStart(3, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * `percent(423, 500)` is `84.60`, without the sign. Half a hundredth goes away from zero: 1/800 (0.125 %) is `0.13`.
 * @throws RangeError where the counts are not whole numbers or the denominator is not above 0
 */
export function percent(numerator: number, denominator: number): string {
  return twoDecimals(roundedTo(hundredths, fractionOf(numerator, denominator)));
}

/** `84.60 %`; a dash where there is nothing to share. */
export function percentText(numerator: number, denominator: number): string {
  return denominator > 0 ? `${percent(numerator, denominator)} %` : '–';
}

/** A fraction as a number, rounded to hundredths of a percent: 2/3 is 0.6667. */
export function roundedRate(fraction: Fraction): number {
  return Number(roundedTo(hundredths, fraction)) / Number(hundredths);
}

/** A share of counts, rounded to hundredths of a percent; null where there is nothing to share. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : roundedRate(fractionOf(part, whole));
}

/** A bound of an interval, or what `roundedRate` and `share` gave, as a percentage with two decimals. */
export function percentOf(fraction: number): string {
  return twoDecimals(BigInt(Math.sign(fraction) * Math.round(Math.abs(fraction) * Number(hundredths))));
}

/** The difference of two rates in percentage points, rounded to hundredths from the exact fractions: 20.375 is 20.38. */
export function pointsBetween(now: Fraction, before: Fraction): number {
  return Number(roundedTo(hundredths, minus(now, before))) / 100;
}

/** A difference that `pointsBetween` gave, with its sign: `+1.42`, `−12.40`, `0.00`. */
export function pointsInWords(points: number): string {
  const size = twoDecimals(BigInt(Math.round(Math.abs(points) * 100)));
  if (size === '0.00') return size;
  return `${points > 0 ? '+' : '−'}${size}`;
}
