/**
 * The script of a run: which step happens when. It is made from the seed alone before anything runs, so that steps
 * can be left out.
 */
import { dateOf, dayAfter, instantOf, isWorkday, monthAfter } from './calendar.ts';
import { Dice } from './dice.ts';
import { aroundCallsMoves } from './moves/aroundCalls.ts';
import { dischargeMoves } from './moves/discharges.ts';
import { faultMoves } from './moves/faults.ts';
import { feedbackMoves } from './moves/feedback.ts';
import type { Move } from './moves/move.ts';
import { nurseMoves } from './moves/nurses.ts';
import { paperMoves } from './moves/paper.ts';
import { samplingMoves } from './moves/sampling.ts';
import { upkeepMoves } from './moves/upkeep.ts';

export const moves: readonly Move[] = [
  ...dischargeMoves,
  ...samplingMoves,
  ...nurseMoves,
  ...aroundCallsMoves,
  ...paperMoves,
  ...feedbackMoves,
  ...upkeepMoves,
  ...faultMoves,
];

export interface Step {
  readonly number: number;
  readonly at: string;
  readonly move: string;
}

/** Mostly minutes; now and then the night, a weekend, a run of days; seldom the clock is set back an hour. */
function later(at: string, dice: Dice): string {
  const step = (minutes: number) => new Date(Date.parse(at) + minutes * 60_000 + dice.whole(0, 59_999)).toISOString();
  const next = dice.weighted([
    [step(dice.whole(0, 6)), 80],
    [step(dice.whole(20, 200)), 12],
    [instantOf(dayAfter(dateOf(at)), dice.of(['08:31', '12:10', '17:45', '21:15'])), 6],
    [instantOf(dayAfter(dateOf(at), dice.whole(2, 6)), '09:00'), 0.8],
    [step(-dice.whole(1, 60)), 0.3],
  ] as const);
  const hour = Number(new Date(Date.parse(next) + 8 * 3_600_000).toISOString().slice(11, 13));
  if ((hour >= 21 || hour < 8) && !dice.chance(0.05)) return instantOf(dayAfter(dateOf(next), hour >= 21 ? 1 : 0), '08:30');
  if (!isWorkday(dateOf(next), { holidays: [], makeUpDays: [] }) && dice.chance(0.3)) return instantOf(dayAfter(dateOf(next), 1), '08:30');
  return next;
}

const starts = ['2025-12', '2026-01', '2026-04', '2026-06', '2026-09', '2026-11', '2026-12', '2025-09'] as const;

/** The month in which a seed's script begins: long holidays, make-up days and the turn of the year are among them. */
export const startOf = (seed: number): string => starts[seed % starts.length] ?? '2026-09';

/** @param from the first month, YYYY-MM */
export function scriptOf(seed: string, from: string, months: number, stepsPerMonth: number): Step[] {
  const dice = new Dice(`${seed} script`);
  const steps: Step[] = [];
  const weights = moves.map((move) => [move.name, move.weight] as const);
  let number = 10;
  let at = '';
  for (let month = from, index = 0; index < months; index += 1, month = monthAfter(month)) {
    const begins = instantOf(`${month}-01`, '09:00');
    if (at < begins) at = begins;
    const opening = ['import', 'import', 'import', 'draw'];
    for (let step = 0; step < stepsPerMonth; step += 1) {
      at = later(at, dice);
      number += 1;
      steps.push({ number, at, move: opening[step] ?? dice.weighted(weights) });
    }
  }
  return steps;
}
