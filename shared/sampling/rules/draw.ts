/** The random draw: the same frame, plan and seed give the same list on every machine. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import type { SamplePlan } from '../contract/sampling.ts';
import { type Allocated, allocate } from './allocate.ts';
import { codeUnitBytes, murmur3 } from './murmur3.ts';

/** Stored with every draw. Whatever changes a list for the same frame, plan and seed must change this name. */
export const drawAlgorithm = 'stratified-v1 xoroshiro128+ fisher-yates';

export interface Chosen {
  /** Unique in the frame. */
  readonly key: string;
  /** A name that means the same on every machine. */
  readonly stratum: string;
  readonly chosen: 'sampled' | 'reserve';
  /** From 1 inside the stratum, in the order of the draw; reserves go on after the sampled ones. */
  readonly rank: number;
}

export type Drawn = { readonly strata: readonly Allocated[]; readonly chosen: readonly Chosen[] } | { readonly refused: string };

/** The parts of a plan that decide the list, once the frame is fixed. */
export type DrawRule = Pick<SamplePlan, 'method' | 'size' | 'allocation' | 'minimum' | 'reserves'> & Partial<Pick<SamplePlan, 'byHand'>>;

/** A generator of its own for each stratum: a stratum's list does not depend on the others. */
function generatorOf(seed: string, stratum: string): RandomGenerator {
  const bytes = codeUnitBytes(`${seed}\n${stratum}`);
  return xoroshiro128plusFromState([0, 1, 2, 3].map((word) => murmur3(bytes, word) | 0));
}

/** Partial Fisher–Yates: the first `count` of a random order of the keys, which are put in code-unit order first (the default order of strings). */
function shuffledFirst(keys: readonly string[], count: number, generator: RandomGenerator): string[] {
  const pool = keys.toSorted();
  for (let at = 0; at < count; at += 1) {
    const other = uniformInt(generator, at, pool.length - 1);
    const [here = '', there = ''] = [pool[at], pool[other]];
    pool[at] = there;
    pool[other] = here;
  }
  return pool.slice(0, count);
}

/** Keys of a frame by stratum. */
export type Strata = ReadonlyMap<string, readonly string[]>;

/** How the plan shares its size out over the strata; a census takes all of each. */
export function allocateStrata(strata: Strata, rule: DrawRule): ReturnType<typeof allocate> {
  const sizes = [...strata].map(([key, keys]) => ({ key, eligible: keys.length }));
  if (rule.method === 'census') {
    const everyone = sizes.reduce((sum, { eligible }) => sum + eligible, 0);
    return allocate(everyone, sizes, { allocation: 'proportional', minimum: 0 });
  }
  if (rule.method === 'simple') return allocate(rule.size, sizes, { allocation: 'proportional', minimum: 0 });
  return allocate(rule.size, sizes, rule);
}

/** Draws from the strata. Sampled and reserve ones come ordered by stratum (code units), then rank. */
export function drawSample(members: Strata, rule: DrawRule, seed: string): Drawn {
  const allocation = allocateStrata(members, rule);
  if ('refused' in allocation) return allocation;
  const chosen = allocation.strata.flatMap(({ key: stratum, eligible, drawn }) => {
    const count = drawn + reservesOf(eligible, drawn, rule.reserves);
    return shuffledFirst(members.get(stratum) ?? [], count, generatorOf(seed, stratum)).map(
      (key, at): Chosen => ({ key, stratum, chosen: at < drawn ? 'sampled' : 'reserve', rank: at + 1 }),
    );
  });
  return { strata: allocation.strata, chosen };
}

/** How many reserves a stratum can give. */
export function reservesOf(eligible: number, drawn: number, wanted: number): number {
  return Math.min(wanted, eligible - drawn);
}
