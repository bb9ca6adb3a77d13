/** Seeded random numbers in named streams, so that one part of the demo never shifts another. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { codeUnitBytes, murmur3 } from '../../shared/sampling/rules/murmur3.ts';

export type Weighted<T> = readonly (readonly [T, number])[];

export interface Random {
  /** 0 ≤ x < 1. */
  float(): number;
  /** A whole number, both ends included. */
  int(from: number, to: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  weighted<T>(list: Weighted<T>): T;
  /** Bell-shaped by twelve uniform numbers (Irwin–Hall): only sums, so that every machine gives the same digits. */
  normal(mean: number, deviation: number): number;
  shuffled<T>(list: readonly T[]): T[];
  /** `count` different ones, likelier by weight. */
  weightedSome<T>(list: readonly T[], count: number, weight: (one: T) => number): T[];
}

/** A stream of its own for these words. */
export function randomOf(...words: readonly (string | number)[]): Random {
  const bytes = codeUnitBytes(`demo-2026\n${words.join('\n')}`);
  const generator = xoroshiro128plusFromState([0, 1, 2, 3].map((word) => murmur3(bytes, word) | 0));
  const float = () => uniformFloat64(generator);
  const int = (from: number, to: number) => from + Math.floor(float() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError('nothing to pick from');
    return list[int(0, list.length - 1)] as T;
  };
  const weighted = <T>(list: Weighted<T>): T => {
    let left = float() * list.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of list) {
      left -= weight;
      if (left < 0) return value;
    }
    return pick(list)[0];
  };
  const shuffled = <T>(list: readonly T[]): T[] => {
    const pool = [...list];
    for (let at = pool.length - 1; at > 0; at -= 1) {
      const other = int(0, at);
      [pool[at], pool[other]] = [pool[other] as T, pool[at] as T];
    }
    return pool;
  };
  return {
    float,
    int,
    chance: (share) => float() < share,
    pick,
    weighted,
    normal: (mean, deviation) => {
      let sum = -6;
      for (let draw = 0; draw < 12; draw += 1) sum += float();
      return mean + sum * deviation;
    },
    shuffled,
    weightedSome: (list, count, weight) => {
      const pool = list.map((one) => [one, weight(one)] as const);
      const chosen: (typeof list)[number][] = [];
      while (chosen.length < count && pool.length > 0) {
        const entry = weighted(pool.map((each) => [each, each[1]] as const));
        pool.splice(pool.indexOf(entry), 1);
        chosen.push(entry[0]);
      }
      return chosen;
    },
  };
}
