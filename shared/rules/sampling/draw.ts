/** The random draw: one list for one frame, plan and seed, on every machine. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import type { SamplePlan } from '../../contract/sampling.ts';
import { type Allocated, allocate } from './allocate.ts';
import { byCodeUnits } from './codeUnitOrder.ts';
import { codeUnitBytes, murmur3 } from './murmur3.ts';

/** Stored with every draw. Whatever changes a list for the same frame, plan and seed must change this name. */
export const drawAlgorithm = 'stratified-v1 xoroshiro128+ fisher-yates';

/** One eligible discharge. `key` is unique in the frame; `stratum` a name that means the same on every machine. */
export interface FrameMember {
  readonly key: string;
  readonly stratum: string;
}

export interface Chosen extends FrameMember {
  readonly chosen: 'sampled' | 'reserve';
  /** From 1 inside the stratum, in the order of the draw; reserves go on after the sampled ones. */
  readonly rank: number;
}

export type Drawn = { readonly strata: readonly Allocated[]; readonly chosen: readonly Chosen[] } | { readonly refused: string };

/** The parts of a plan that decide the list, once the frame is fixed. */
export type DrawRule = Pick<SamplePlan, 'method' | 'size' | 'allocation' | 'minimum' | 'reserves'>;

/** A generator of its own for each stratum: a stratum's list does not depend on the others. */
function generatorOf(seed: string, stratum: string): RandomGenerator {
  const bytes = codeUnitBytes(`${seed}\n${stratum}`);
  return xoroshiro128plusFromState([0, 1, 2, 3].map((word) => murmur3(bytes, word) | 0));
}

/** Partial Fisher–Yates: the first `count` of a random order of the keys, which are put in code-unit order first. */
function shuffledFirst(keys: readonly string[], count: number, generator: RandomGenerator): string[] {
  const pool = keys.toSorted(byCodeUnits);
  for (let at = 0; at < count; at += 1) {
    const other = uniformInt(generator, at, pool.length - 1);
    const [here = '', there = ''] = [pool[at], pool[other]];
    pool[at] = there;
    pool[other] = here;
  }
  return pool.slice(0, count);
}

function keysByStratum(frame: readonly FrameMember[]): Map<string, string[]> {
  const strata = new Map<string, string[]>();
  for (const { key, stratum } of frame) {
    const keys = strata.get(stratum);
    if (keys) keys.push(key);
    else strata.set(stratum, [key]);
  }
  return strata;
}

/** How the plan shares its size out over the strata of this frame; a census takes all of each. */
export function allocateFrame(frame: readonly FrameMember[], rule: DrawRule): ReturnType<typeof allocate> {
  const strata = [...keysByStratum(frame)].map(([key, keys]) => ({ key, eligible: keys.length }));
  if (rule.method === 'census') return allocate(frame.length, strata, { allocation: 'proportional', minimum: 0 });
  const minimum = rule.method === 'simple' ? 0 : rule.minimum;
  return allocate(rule.size, strata, { allocation: rule.allocation, minimum });
}

/** Draws from the frame. Sampled and reserve ones come ordered by stratum (code units), then rank. */
export function drawSample(frame: readonly FrameMember[], rule: DrawRule, seed: string): Drawn {
  const allocation = allocateFrame(frame, rule);
  if ('refused' in allocation) return allocation;
  const members = keysByStratum(frame);
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
