/** Runs a script against a fresh hospital and checks the rules on the way. */
import { Dice } from './dice.ts';
import { House, type Moment } from './house.ts';
import { checkFigures, checkQueue, checkVerify } from './invariants/figures.ts';
import { invariants } from './invariants/index.ts';
import type { Invariant } from './invariants/invariant.ts';
import { moves, type Step } from './script.ts';
import type { Site } from './site.ts';
import { Tallies } from './tallies.ts';
import { type Called, type Fault, World } from './world.ts';

/** A broken rule, told once per rule and record. */
export interface Found extends Fault {
  readonly seed: string;
  readonly step: number;
  readonly at: string;
  readonly move: string;
}

export interface Run {
  readonly found: readonly Found[];
  readonly journal: readonly Called[];
  readonly steps: number;
}

/** After how many steps each kind of rule is checked; all are checked after the last. */
export interface Every {
  readonly rows: number;
  readonly figures: number;
  readonly verify: number;
}

export const usually: Every = { rows: 10, figures: 50, verify: 150 };
export const onlyAtTheEnd: Every = { rows: Number.POSITIVE_INFINITY, figures: Number.POSITIVE_INFINITY, verify: Number.POSITIVE_INFINITY };

export interface Options {
  readonly every?: Every;
  /** Stop at the first finding of this rule. */
  readonly only?: string;
  readonly tallies?: Tallies;
  /** Rules over raw rows; default: all. */
  readonly rules?: readonly Invariant[];
  /** Looks at the hospital after the last step, before it is removed. */
  readonly afterwards?: (world: World) => Promise<void>;
}

/** @param hospital as founded; it is copied, not changed */
export async function simulate(hospital: Site, seed: string, steps: readonly Step[], options: Options = {}): Promise<Run> {
  const { every = usually, tallies = new Tallies(), rules = invariants, only, afterwards } = options;
  const moment: Moment = { now: steps[0]?.at ?? '2026-01-01T01:00:00.000Z', step: 0, made: 0 };
  const house = await House.open(await hospital.copy(), moment);
  const world = new World(house, tallies);
  const found: Found[] = [];
  const known = new Set<string>();
  let kept = 0;
  const keep = (step: Step) => {
    for (const { invariant, about, detail } of world.faults.slice(kept)) {
      const key = `${invariant}|${about}`;
      if (known.has(key)) continue;
      known.add(key);
      found.push({ seed, step: step.number, at: step.at, move: step.move, invariant, about, detail });
    }
    kept = world.faults.length;
  };
  let done = 0;
  try {
    for (const [index, step] of steps.entries()) {
      Object.assign(moment, { now: step.at, step: step.number, made: 0 });
      world.dice = new Dice(`${seed} ${step.number}`);
      await moves.find((one) => one.name === step.move)?.run(world, seed);
      done = index + 1;
      const due = (count: number) => done % count === 0 || done === steps.length;
      if (due(every.rows)) {
        const rows = await world.rows();
        for (const { name, check } of rules) {
          tallies.checked(name);
          for (const { about, detail } of check(rows, step.at, world.past)) world.fault(name, about, detail);
        }
      }
      if (due(every.figures)) {
        await checkFigures(world);
        await checkQueue(world);
      }
      if (due(every.verify)) await checkVerify(world);
      keep(step);
      if (only !== undefined && found.some((one) => one.invariant === only)) break;
    }
    await afterwards?.(world);
  } finally {
    await house.leave();
  }
  return { found, journal: world.journal, steps: done };
}
