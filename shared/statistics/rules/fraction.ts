/** Exact fractions of whole numbers, so that no floating-point error reaches a printed figure. */

export interface Fraction {
  readonly numerator: bigint;
  /** Above 0. */
  readonly denominator: bigint;
}

/** @throws RangeError where the counts are not whole numbers or the denominator is not above 0 */
export function fractionOf(numerator: number, denominator: number): Fraction {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0)
    throw new RangeError(`not a fraction of counts: ${numerator}/${denominator}`);
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return { numerator: a.numerator * b.denominator + b.numerator * a.denominator, denominator: a.denominator * b.denominator };
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, { numerator: -b.numerator, denominator: b.denominator });
}

export function times(a: Fraction, b: Fraction): Fraction {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

/** `fraction × units` as the nearest whole number; a half goes away from zero. */
export function roundedTo(units: bigint, { numerator, denominator }: Fraction): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = (size * units * 2n + denominator) / (denominator * 2n);
  return numerator < 0n ? -rounded : rounded;
}
