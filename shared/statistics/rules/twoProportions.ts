/** Tests whether two months' rates differ, and puts the result into words. */
import { twoSidedP, z95 } from './normal.ts';

/** Of a weighted month, the effective numbers, which need not be whole. */
export interface Counts {
  readonly satisfied: number;
  readonly interviews: number;
}

export type Verdict = 'rise' | 'fall' | 'noise' | 'too_few';

export interface Difference {
  readonly z: number;
  readonly p: number;
  readonly verdict: Verdict;
  /** 有统计学意义的上升, 有统计学意义的下降, 波动范围内, 样本不足（约再需 N 例） */
  readonly words: string;
  /** Interviews the smaller month still wants; 0 unless the verdict is too_few. */
  readonly wanted: number;
}

/** Power of 80 %: the 80 % quantile of the standard normal distribution. */
const z80 = 0.8416212335729143;
/** The normal approximation is trusted from this many expected interviews of each kind in each month (Cochran 1954). */
const leastExpected = 5;
/** Below this many interviews a rate is marked 样本量小 (domain §7). */
const small = 30;
/** A difference worth finding, where the one seen is smaller: 5 percentage points. */
const worthFinding = 0.05;

/**
 * Two-sided z-test of two independent proportions with the pooled variance (Fleiss, Levin & Paik, Statistical Methods for
 * Rates and Proportions, 3rd ed., §3.1). Where a month is too small for the normal approximation, or has fewer
 * than 30 interviews and no difference shows, the verdict is `too_few` with the interviews a month still wants for 80 % power.
 * Both months need at least one interview.
 */
export function compareProportions(now: Counts, before: Counts): Difference {
  const rate = now.satisfied / now.interviews;
  const rateBefore = before.satisfied / before.interviews;
  const pooled = (now.satisfied + before.satisfied) / (now.interviews + before.interviews);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / now.interviews + 1 / before.interviews));
  const z = error === 0 ? 0 : (rate - rateBefore) / error;
  const p = twoSidedP(z);
  const smaller = Math.min(now.interviews, before.interviews);
  const trusted = smaller * Math.min(pooled, 1 - pooled) >= leastExpected;
  if (trusted && p < 0.05) {
    const verdict = z > 0 ? 'rise' : 'fall';
    return { z, p, verdict, words: verdict === 'rise' ? '有统计学意义的上升' : '有统计学意义的下降', wanted: 0 };
  }
  const wanted = Math.max(0, Math.ceil(neededPerMonth(rate, rateBefore) - smaller));
  if ((!trusted || smaller < small) && wanted > 0) return { z, p, verdict: 'too_few', words: `样本不足（约再需 ${wanted} 例）`, wanted };
  return { z, p, verdict: 'noise', words: '波动范围内', wanted: 0 };
}

/**
 * Interviews per month to show a difference of this size (at least 5 points) with 80 % power, two-sided 5 %
 * (Fleiss, Levin & Paik, §4.2, without continuity correction).
 */
function neededPerMonth(rate: number, rateBefore: number): number {
  const gap = Math.abs(rate - rateBefore);
  const other = gap >= worthFinding ? rateBefore : rate > 0.5 ? rate - worthFinding : rate + worthFinding;
  const size = Math.max(gap, worthFinding);
  const mean = (rate + other) / 2;
  const noise = z95 * Math.sqrt(2 * mean * (1 - mean)) + z80 * Math.sqrt(rate * (1 - rate) + other * (1 - other));
  return Math.ceil((noise / size) ** 2);
}
