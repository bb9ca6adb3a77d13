/** Makes a figure from counts (rate, interval, change, verdict), or none where it is hidden from the reader. */
import type { Comparison, WeightedProportion, Weighting } from '../../../shared/reporting/contract/reporting.ts';
import { type Fraction, fractionOf } from '../../../shared/statistics/rules/fraction.ts';
import { pointsBetween, roundedRate } from '../../../shared/statistics/rules/percent.ts';
import { compareProportions } from '../../../shared/statistics/rules/twoProportions.ts';
import { weightedRate } from '../../../shared/statistics/rules/weighting.ts';
import { weightedInterval, wilsonInterval } from '../../../shared/statistics/rules/wilson.ts';
import type { Weights } from './weights.ts';

export interface Count {
  readonly people: number;
  readonly n: number;
  readonly satisfied: number;
}

export type DepartmentCount = Count & { readonly departmentId: string };

export const none: Count = { people: 0, n: 0, satisfied: 0 };

export function sum(counts: Iterable<Count>): Count {
  let total = none;
  for (const count of counts)
    total = { people: total.people + count.people, n: total.n + count.n, satisfied: total.satisfied + count.satisfied };
  return total;
}

/** Counts with the rate they stand for. */
export interface Figure extends Count {
  /** Null where nothing was counted. */
  readonly rate: Fraction | null;
  /** What the rate is worth in interviews: n, or the effective sample size of a weighted rate. */
  readonly effective: number;
  readonly weighting: Weighting | null;
}

/** The plain rate of counts. */
export function plainFigure(count: Count): Figure {
  return { ...count, rate: count.n === 0 ? null : fractionOf(count.satisfied, count.n), effective: count.n, weighting: null };
}

/** The hospital's figure from its departments' counts; weighted where the month's draws were not proportional. */
export function hospitalFigure(counts: readonly DepartmentCount[], weights: Weights | undefined): Figure {
  const plain = plainFigure(sum(counts));
  if (!weights || plain.rate === null) return plain;
  const byDepartment = Map.groupBy(counts, ({ departmentId }) => departmentId);
  const strata = [...new Set([...byDepartment.keys(), ...weights.frame.keys()])].map((id) => ({
    ...sum(byDepartment.get(id) ?? []),
    frame: weights.frame.get(id) ?? 0,
  }));
  const weighted = weightedRate(strata);
  const shown = { rate: roundedRate(plain.rate), interval: wilsonInterval(plain.satisfied, plain.n) };
  return {
    ...plain,
    rate: weighted?.rate ?? plain.rate,
    effective: weighted?.effective ?? plain.n,
    weighting: {
      reasons: [...weights.reasons],
      plain: shown,
      effective: weighted?.effective ?? plain.n,
      unweighted: weighted?.unweighted ?? plain.n,
      unheard: weighted?.unheard ?? { departments: 0, eligible: 0 },
    },
  };
}

const asNumber = ({ numerator, denominator }: Fraction) => Number((numerator * 10n ** 15n) / denominator) / 1e15;

export function proportionOf(figure: Figure, hidden: boolean): WeightedProportion {
  const { n, satisfied, rate, weighting, effective } = figure;
  if (hidden) return { interviews: n, satisfied: null, rate: null, interval: null, weighting: null };
  if (rate === null) return { interviews: n, satisfied, rate: null, interval: null, weighting };
  if (!weighting) return { interviews: n, satisfied, rate: satisfied / n, interval: wilsonInterval(satisfied, n), weighting };
  return { interviews: n, satisfied, rate: roundedRate(rate), interval: weightedInterval(asNumber(rate), effective), weighting };
}

/** Difference in percentage points; null where either has no rate. */
export function changeBetween(now: Figure, before: Figure): number | null {
  return now.rate === null || before.rate === null ? null : pointsBetween(now.rate, before.rate);
}

/** The verdict on two months; `comparable` is false where they asked different questionnaires. Null where either has no rate. */
export function comparisonOf(month: string, now: Figure, before: Figure, comparable: boolean): Comparison | null {
  if (now.rate === null || before.rate === null) return null;
  const shown = { month, rate: roundedRate(before.rate), interviews: before.n };
  if (!comparable) return { ...shown, points: null, p: null, verdict: 'other_questionnaire', words: '问卷版本不同，不直接比较' };
  const { p, verdict, words } = compareProportions(countsOf(now, now.rate), countsOf(before, before.rate));
  return { ...shown, points: pointsBetween(now.rate, before.rate), p, verdict, words };
}

/** A weighted rate is tested as the sample of its effective size would be. */
function countsOf({ n, satisfied, weighting, effective }: Figure, rate: Fraction): { satisfied: number; interviews: number } {
  return weighting ? { satisfied: asNumber(rate) * effective, interviews: effective } : { satisfied, interviews: n };
}
