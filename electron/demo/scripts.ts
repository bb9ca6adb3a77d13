/** Plans the calls of a month's sample: who is interviewed in the end, and the attempts before. */
import type { AttemptOutcome } from '../../shared/base/contract/words.ts';
import type { Random, Weighted } from './random.ts';
import type { DemoStay } from './stays.ts';

export type Ending =
  | 'completed'
  | 'partial'
  | 'refused'
  | 'soft'
  | 'max'
  | 'dead_number'
  | 'wrong_number'
  | 'unable'
  | 'deceased'
  | 'readmitted'
  | 'denies_stay';

export interface Script {
  readonly ending: Ending;
  /** Outcomes in order; the last one is repeated until the follow-up has ended. */
  readonly outcomes: readonly AttemptOutcome[];
}

/** Shares of those who are not interviewed. The long ones come first, because they need the time. */
const endings: readonly (readonly [Exclude<Ending, 'completed'>, number])[] = [
  ['max', 0.3],
  ['soft', 0.08],
  ['partial', 0.045],
  ['dead_number', 0.09],
  ['wrong_number', 0.06],
  ['deceased', 0.03],
  ['unable', 0.07],
  ['readmitted', 0.04],
  ['denies_stay', 0.015],
  ['refused', 0.27],
];

const nobody: Weighted<AttemptOutcome> = [
  ['no_answer', 60],
  ['powered_off', 14],
  ['unreachable', 12],
  ['busy', 14],
];

const dayOf = (stay: DemoStay) => Number(stay.dischargeDate.slice(8, 10));

/** Calls that take days are given to people discharged early enough for any window of calls. */
const fits: Readonly<Record<Ending, (stay: DemoStay) => boolean>> = {
  completed: () => true,
  refused: () => true,
  max: (stay) => dayOf(stay) <= 16,
  soft: (stay) => dayOf(stay) <= 14,
  partial: (stay) => dayOf(stay) <= 16,
  dead_number: () => true,
  wrong_number: () => true,
  unable: (stay) => (stay.ageYears ?? 0) >= 70,
  deceased: (stay) => (stay.ageYears ?? 0) >= 58,
  readmitted: (stay) => (stay.ageYears ?? 0) >= 16,
  denies_stay: (stay) => (stay.ageYears ?? 0) >= 18,
};

function outcomesOf(random: Random, ending: Ending, stay: DemoStay): AttemptOutcome[] {
  const late = dayOf(stay) > 24;
  const reached = (last: AttemptOutcome, tries: number): AttemptOutcome[] => [
    ...Array.from({ length: late ? 0 : tries }, () => random.weighted(nobody)),
    last,
  ];
  const few = random.weighted([
    [0, 62],
    [1, 22],
    [2, 11],
    [3, 5],
  ] as const);
  switch (ending) {
    case 'completed': {
      if (!late && few > 0 && random.chance(0.22)) return ['appointment', 'completed'];
      if (!late && stay.phones.length > 1 && random.chance(0.04)) return ['not_in_service', 'completed'];
      return reached('completed', few);
    }
    case 'partial':
      return ['no_answer', 'no_answer', 'busy', 'no_answer', 'partial'];
    case 'max':
      return [random.weighted(nobody), random.weighted(nobody), random.weighted(nobody), 'no_answer'];
    case 'soft':
      return ['soft_refused', 'refused'];
    case 'dead_number':
      return ['not_in_service'];
    case 'wrong_number':
      return ['wrong_number'];
    default:
      return reached(ending, Math.min(few, 2));
  }
}

/**
 * The script of each stay of a sample, in its order; exactly `completed` of them are interviewed.
 */
export function scriptsOf(random: Random, stays: readonly DemoStay[], completed: number): Script[] {
  const others = stays.length - completed;
  const waiting = random.shuffled(stays.map((_, at) => at));
  const chosen = new Map<number, Ending>();
  let told = 0;
  let due = 0;
  for (const [ending, share] of endings) {
    due += share * others;
    const count = ending === 'refused' ? others - chosen.size : Math.round(due) - told;
    told += Math.max(0, count);
    for (const at of waiting.filter((one) => !chosen.has(one) && fits[ending](stays[one] as DemoStay)).slice(0, Math.max(0, count)))
      chosen.set(at, ending);
  }
  return stays.map((stay, at) => {
    const ending = chosen.get(at) ?? 'completed';
    return { ending, outcomes: outcomesOf(random, ending, stay) };
  });
}
