/** Figures made from counts: rate, interval, change, verdict; or nothing, where the reader may not see them. */
import type { Proportion } from '../../../shared/contract/base.ts';
import type { Comparison } from '../../../shared/contract/reporting.ts';
import { compareProportions } from '../../../shared/rules/statistics/twoProportions.ts';
import { wilsonInterval } from '../../../shared/rules/statistics/wilson.ts';

export interface Count {
  readonly people: number;
  readonly n: number;
  readonly satisfied: number;
}

export const none: Count = { people: 0, n: 0, satisfied: 0 };

export function sum(counts: Iterable<Count>): Count {
  let total = none;
  for (const count of counts)
    total = { people: total.people + count.people, n: total.n + count.n, satisfied: total.satisfied + count.satisfied };
  return total;
}

export function proportionOf(count: Pick<Count, 'n' | 'satisfied'>, hidden: boolean): Proportion {
  if (hidden) return { interviews: count.n, satisfied: null, rate: null, interval: null };
  return {
    interviews: count.n,
    satisfied: count.satisfied,
    rate: count.n === 0 ? null : count.satisfied / count.n,
    interval: wilsonInterval(count.satisfied, count.n),
  };
}

/** Difference in percentage points, from the counts; null where either has none. */
export function pointsBetween(now: Count, before: Count): number | null {
  if (now.n === 0 || before.n === 0) return null;
  return ((now.satisfied * before.n - before.satisfied * now.n) / (now.n * before.n)) * 100;
}

/** The verdict on two months; `comparable` is false where they asked different questionnaires. Null where either has none. */
export function comparisonOf(month: string, now: Count, before: Count, comparable: boolean): Comparison | null {
  const points = pointsBetween(now, before);
  if (points === null) return null;
  const shown = { month, rate: before.satisfied / before.n, interviews: before.n };
  if (!comparable) return { ...shown, points: null, p: null, verdict: 'other_questionnaire', words: '问卷版本不同，不直接比较' };
  const { p, verdict, words } = compareProportions(
    { satisfied: now.satisfied, interviews: now.n },
    { satisfied: before.satisfied, interviews: before.n },
  );
  return { ...shown, points, p, verdict, words };
}
