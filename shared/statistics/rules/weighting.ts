/** The hospital's rate weighted by department, for samples that are not proportional to the frame (domain §7). */
import { type Fraction, fractionOf, plus, times } from './fraction.ts';

/** A department's eligible discharges of the month over all draws, and what its interviews said. */
export interface Stratum {
  /** Members of the frame; 0 where it is not known. */
  readonly frame: number;
  readonly n: number;
  readonly satisfied: number;
}

export interface WeightedRate {
  readonly rate: Fraction;
  /** Interviews of a simple random sample that would be as precise: (Σ weights)² ÷ Σ weights². Never above the interviews weighted. */
  readonly effective: number;
  /** Interviews of departments whose frame is not known. */
  readonly unweighted: number;
  /** Departments of the frame without an interview: nobody speaks for them. */
  readonly unheard: { readonly departments: number; readonly eligible: number };
}

/**
 * Σ frame share × rate of each department that has interviews (the poststratified mean: Cochran, Sampling Techniques, 3rd
 * ed., 1977, §5A.9), as an exact fraction. Null where no interview can be weighted.
 *
 * The effective size is Kish's (Weighting for unequal Pi, Journal of Official Statistics 8, 1992, 183–200). It needs no
 * variance inside a department, which one or two interviews do not have and which is 0 where all agree; what departments
 * differ by is left in the variance, so the interval is rather too wide than too narrow. Shares that mirror the frame give
 * back n itself, and with it the plain interval.
 */
export function weightedRate(strata: readonly Stratum[]): WeightedRate | null {
  const heard = strata.filter(({ frame, n }) => frame > 0 && n > 0);
  const frame = heard.reduce((sum, stratum) => sum + stratum.frame, 0);
  if (frame === 0) return null;
  const whole = fractionOf(1, frame);
  const rate = heard.reduce<Fraction>(
    (sum, stratum) => plus(sum, times(fractionOf(stratum.frame, 1), fractionOf(stratum.satisfied, stratum.n))),
    fractionOf(0, 1),
  );
  const spread = heard.reduce((sum, stratum) => sum + (stratum.frame / frame) ** 2 / stratum.n, 0);
  const silent = strata.filter((stratum) => stratum.n === 0 && stratum.frame > 0);
  return {
    rate: times(rate, whole),
    effective: Math.min(
      1 / spread,
      heard.reduce((sum, { n }) => sum + n, 0),
    ),
    unweighted: strata.filter((stratum) => stratum.frame === 0).reduce((sum, { n }) => sum + n, 0),
    unheard: { departments: silent.length, eligible: silent.reduce((sum, stratum) => sum + stratum.frame, 0) },
  };
}

/** How one stratum of a draw was served. */
export interface Allotted {
  readonly eligible: number;
  readonly drawn: number;
}

/**
 * Whether every stratum got its share of the sample but for rounding: less than one case from sample × eligible ÷ frame,
 * as the largest remainder always does (the quota rule: Balinski & Young, Fair Representation, 1982).
 */
export function isProportional(strata: readonly Allotted[]): boolean {
  const frame = strata.reduce((sum, { eligible }) => sum + eligible, 0);
  const sample = strata.reduce((sum, { drawn }) => sum + drawn, 0);
  return strata.every(({ eligible, drawn }) => Math.abs(drawn * frame - sample * eligible) < frame);
}
