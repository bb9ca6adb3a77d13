/** AAPOR outcome rates of the month's calls. */
import { share } from './percent.ts';

/** Final cases by their group (domain §5); an open case of a month that is not over counts as U. */
export interface AaporCounts {
  /** Complete interviews. */
  readonly I: number;
  /** Partial interviews. */
  readonly P: number;
  /** Refusals and break-offs. */
  readonly R: number;
  /** Non-contacts. */
  readonly NC: number;
  /** Other non-response: contacted, unable. */
  readonly O: number;
  /** Unknown eligibility. */
  readonly U: number;
  /** Not eligible; in no rate. */
  readonly NE: number;
}

export interface AaporRates {
  readonly rr1: number | null;
  readonly rr2: number | null;
  readonly coop1: number | null;
  readonly ref1: number | null;
  readonly con1: number | null;
}

/**
 * Response rates 1 and 2, cooperation rate 1, refusal rate 1, contact rate 1 as shares; null where the denominator is 0.
 * The American Association for Public Opinion Research, Standard Definitions: Final Dispositions of Case Codes and
 * Outcome Rates for Surveys, 10th ed. (2023), UH and UO taken together as U.
 */
export function aaporRates({ I, P, R, NC, O, U }: AaporCounts): AaporRates {
  const all = I + P + R + NC + O + U;
  const contacted = I + P + R + O;
  return {
    rr1: share(I, all),
    rr2: share(I + P, all),
    coop1: share(I, contacted),
    ref1: share(R, all),
    con1: share(contacted, all),
  };
}

export interface CallCounts {
  readonly sampled: number;
  /** Dialled, and reached by a dial. */
  readonly attempted: number;
  readonly contacted: number;
  readonly completed: number;
}

/** The rates Chinese hospitals report: 随访率 attempted / sampled, 成功随访率 completed / sampled, 接通率 contacted / attempted. */
export function hospitalRates({ sampled, attempted, contacted, completed }: CallCounts): {
  followUpRate: number | null;
  successRate: number | null;
  reachRate: number | null;
} {
  return {
    followUpRate: share(attempted, sampled),
    successRate: share(completed, sampled),
    reachRate: share(contacted, attempted),
  };
}
