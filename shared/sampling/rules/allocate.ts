/** Allocates the sample size to the strata. Exact integer arithmetic: the same on every machine. */
import type { AllocationKind } from '../../base/contract/words.ts';
import { byCodeUnits } from './codeUnitOrder.ts';

export interface StratumSize {
  readonly key: string;
  /** Members of the stratum in the frame. */
  readonly eligible: number;
}

export interface Allocated extends StratumSize {
  readonly drawn: number;
}

export type Allocation = { readonly strata: readonly Allocated[] } | { readonly refused: string };

/** Ties go to the larger stratum, then to the smaller key. */
const bySizeThenKey = (a: StratumSize, b: StratumSize) => b.eligible - a.eligible || byCodeUnits(a.key, b.key);

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/**
 * Largest remainder (Hamilton): each stratum gets the whole part of its quota size × eligible / frame, what is left goes
 * one each to the largest remainders. Needs `size` ≤ the sum of eligible.
 */
function largestRemainder(size: number, strata: readonly StratumSize[]): Map<string, number> {
  const frame = sum(strata.map((stratum) => stratum.eligible));
  const shares = strata.map((stratum) => {
    const product = size * stratum.eligible;
    return { ...stratum, whole: frame === 0 ? 0 : Math.floor(product / frame), remainder: frame === 0 ? 0 : product % frame };
  });
  const left = size - sum(shares.map((share) => share.whole));
  const inOrder = shares.toSorted((a, b) => b.remainder - a.remainder || bySizeThenKey(a, b));
  return new Map(inOrder.map((share, at) => [share.key, share.whole + (at < left ? 1 : 0)]));
}

/**
 * Proportional: largest remainder; strata that would get less than the minimum are set to it (or to all they hold) and
 * the rest is shared out again among the others. A quota never exceeds its stratum, so the upper bound holds by itself.
 */
function proportional(size: number, strata: readonly StratumSize[], minimum: number): Map<string, number> {
  const fixed = new Map<string, number>();
  for (;;) {
    const open = strata.filter((stratum) => !fixed.has(stratum.key));
    const shares = largestRemainder(size - sum([...fixed.values()]), open);
    const short = open.filter((stratum) => (shares.get(stratum.key) ?? 0) < Math.min(minimum, stratum.eligible));
    if (short.length === 0) return new Map([...fixed, ...shares]);
    for (const stratum of short) fixed.set(stratum.key, Math.min(minimum, stratum.eligible));
  }
}

/** Equal: the same from each; strata that hold less give all, and the others share what is left. */
function equal(size: number, strata: readonly StratumSize[]): Map<string, number> {
  const result = new Map<string, number>();
  let left = size;
  const smallestFirst = strata.toSorted((a, b) => -bySizeThenKey(a, b));
  for (const [at, stratum] of smallestFirst.entries()) {
    const share = Math.min(stratum.eligible, Math.floor(left / (strata.length - at)));
    result.set(stratum.key, share);
    left -= share;
  }
  return result;
}

/** By hand: the numbers given, each checked against what its stratum holds. */
function asGiven(strata: readonly StratumSize[], given: Readonly<Record<string, number>>): Map<string, number> | { refused: string } {
  const held = new Map(strata.map((stratum) => [stratum.key, stratum.eligible]));
  for (const [key, count] of Object.entries(given).toSorted(([a], [b]) => byCodeUnits(a, b))) {
    const eligible = held.get(key) ?? 0;
    if (count > eligible) return { refused: `“${key}”指定抽 ${count} 例，超过该层合格的 ${eligible} 例` };
  }
  const shares = new Map(strata.map((stratum) => [stratum.key, given[stratum.key] ?? 0]));
  return sum([...shares.values()]) === 0 ? { refused: '还没有指定任何一层的例数' } : shares;
}

export interface AllocationRule {
  readonly allocation: AllocationKind;
  readonly minimum: number;
  /** By stratum key; read only where the allocation is by hand. */
  readonly byHand?: Readonly<Record<string, number>>;
}

function shareOut(size: number, filled: readonly StratumSize[], rule: AllocationRule): Map<string, number> | { refused: string } {
  if (rule.allocation === 'by_hand') return asGiven(filled, rule.byHand ?? {});
  const needed = rule.minimum * filled.length;
  if (needed > size) return { refused: `${filled.length} 层每层至少 ${rule.minimum} 例，共需 ${needed} 例，超过样本量 ${size} 例` };
  const within = Math.min(size, sum(filled.map((stratum) => stratum.eligible)));
  return rule.allocation === 'equal' ? equal(within, filled) : proportional(within, filled, rule.minimum);
}

/**
 * Shares `size` out among the strata; empty strata get nothing. The sum is exactly `size`, or the frame where it holds
 * fewer; by hand it is the sum of the numbers given.
 * @returns the strata ordered by key, or why the plan cannot be carried out (Chinese, no full stop).
 */
export function allocate(size: number, strata: readonly StratumSize[], rule: AllocationRule): Allocation {
  const filled = strata.filter((stratum) => stratum.eligible > 0);
  const shares = shareOut(size, filled, rule);
  if ('refused' in shares) return shares;
  return {
    strata: strata.map((stratum) => ({ ...stratum, drawn: shares.get(stratum.key) ?? 0 })).toSorted((a, b) => byCodeUnits(a.key, b.key)),
  };
}
