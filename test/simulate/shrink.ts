/** Leaves steps out of a failing script while it still fails: halves, quarters, …, single steps (Zeller and Hildebrandt 2002). */
import type { Step } from './script.ts';
import { type Options, onlyAtTheEnd, type Run, simulate } from './simulate.ts';
import type { Site } from './site.ts';

export interface Short {
  readonly steps: readonly Step[];
  readonly run: Run;
}

/**
 * @param script ends with the step after which the rule was found broken
 * @param seconds after which the shortest script found so far is taken
 * @returns null where the script does not break the rule
 */
export async function shortest(
  hospital: Site,
  seed: string,
  script: readonly Step[],
  rule: string,
  seconds: number,
  options: Pick<Options, 'rules'> = {},
): Promise<Short | null> {
  const until = Date.now() + seconds * 1_000;
  const failing = async (steps: readonly Step[]): Promise<Short | null> => {
    const run = await simulate(hospital, seed, steps, { ...options, every: onlyAtTheEnd, only: rule });
    return run.found.some((one) => one.invariant === rule) ? { steps, run } : null;
  };
  let best = await failing(script);
  for (let size = Math.ceil(script.length / 2); best && size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < best.steps.length && Date.now() < until; ) {
      const fewer: readonly Step[] = [...best.steps.slice(0, from), ...best.steps.slice(from + size)];
      const shorter: Short | null = fewer.length > 0 ? await failing(fewer) : null;
      if (shorter) best = shorter;
      else from += size;
    }
  }
  return best;
}
