/**
 * Chooses the final state of the feedback of the last two months, so that every state and urgency is on some screen.
 */
import type { RecordedStep } from '../core/feedback/index.ts';
import { dispatchedAt, type Standing, standingSteps, usualSteps } from './cases.ts';
import type { Random } from './random.ts';
import type { Said } from './wording.ts';
import { departmentId, type World } from './world.ts';

export interface Wanted extends Standing {
  /** The department whose case it is, where that matters. */
  readonly of?: string;
}

const own = '心血管内科';

/** Of the month before the last: what has been lying about too long. */
export const standingsBefore: readonly Wanted[] = [
  { of: own, state: 'accepted', round: 'rejected', dispatchedAgo: 6 },
  { state: 'accepted', dispatchedAgo: 8 },
  { state: 'accepted', round: 'returned', dispatchedAgo: 9 },
  { state: 'dispatched', dispatchedAgo: 7 },
  { state: 'reviewed', dispatchedAgo: 7 },
];

/** Of the last month. Five working days are the limit: sent out four days ago is due next, one day ago is in time. */
export const standingsLast: readonly Wanted[] = [
  { of: own, state: 'accepted', dispatchedAgo: 4 },
  { of: own, state: 'dispatched', dispatchedAgo: 1 },
  { of: own, state: 'accepted', dispatchedAgo: 2 },
  { of: own, state: 'rectified', dispatchedAgo: 3 },
  { of: '骨科', state: 'accepted', dispatchedAgo: 4 },
  { of: '骨科', state: 'accepted', round: 'returned', dispatchedAgo: 4 },
  { of: '急诊留观', state: 'dispatched', dispatchedAgo: 4 },
  { of: '急诊留观', state: 'accepted', dispatchedAgo: 6 },
  { state: 'registered', dispatchedAgo: 1 },
  { state: 'registered', dispatchedAgo: 1 },
  { state: 'registered', dispatchedAgo: 1 },
  { state: 'dispatched', dispatchedAgo: 1 },
  { state: 'dispatched', dispatchedAgo: 2 },
  { state: 'accepted', dispatchedAgo: 1 },
  { state: 'accepted', dispatchedAgo: 3 },
  { state: 'accepted', round: 'rejected', dispatchedAgo: 5 },
  { state: 'rectified', dispatchedAgo: 2 },
  { state: 'rectified', dispatchedAgo: 3 },
  { state: 'rectified', dispatchedAgo: 4 },
  { state: 'reviewed', dispatchedAgo: 3 },
  { state: 'reviewed', dispatchedAgo: 4 },
  { state: 'reviewed', dispatchedAgo: 4 },
  { state: 'replied', dispatchedAgo: 4 },
  { state: 'replied', dispatchedAgo: 5 },
];

/** The history of each opinion of a month, in its order; `unanswered` ones have none yet. */
export function histories(
  world: World,
  random: Random,
  said: readonly Said[],
  wanted: readonly Wanted[],
  unanswered: ReadonlySet<Said>,
): Map<Said, RecordedStep[]> {
  const free = said
    .filter((one) => one.kind !== 'praise' && one.severity === 'general' && !unanswered.has(one))
    .toSorted((a, b) => Number(a.kind === 'suggestion') - Number(b.kind === 'suggestion') || (a.registeredAt < b.registeredAt ? 1 : -1));
  const left = new Map<Said, Standing>();
  for (const standing of wanted) {
    const before = dispatchedAt(world, standing);
    const fits = free.filter((one) => !left.has(one) && one.registeredAt < before);
    const department = standing.of === undefined ? undefined : departmentId(world, standing.of);
    const chosen = fits.find((one) => one.departmentId === department) ?? fits[0];
    if (chosen) left.set(chosen, standing);
  }
  return new Map(
    said.map((one) => {
      const standing = left.get(one);
      if (unanswered.has(one)) return [one, []];
      return [one, standing ? standingSteps(world, random, one, standing) : usualSteps(world, random, one)];
    }),
  );
}
