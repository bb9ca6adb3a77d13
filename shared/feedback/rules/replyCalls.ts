/** The call attempts that must precede a recorded reply (domain §8). */
import type { ReplyCallOutcome, ReplyWay } from '../../base/contract/words.ts';
import { type AttemptSettings, uncovered } from '../../worklist/rules/attempts.ts';

/** A reply call that has ended. `at` is when it was dialled. */
export interface ReplyTry {
  readonly at: string;
  readonly outcome: ReplyCallOutcome;
}

/** Outcomes after which the number is of no use. */
export const badNumberOutcomes: readonly ReplyCallOutcome[] = ['not_in_service', 'wrong_number'];

/**
 * What is still to be done before 未能联系上, in words: the usual attempts on their days and in their day parts. Empty when
 * nothing is, as where no number of the patient may be dialled.
 */
export function missingForUnreached(calls: readonly ReplyTry[], dialable: number, settings: AttemptSettings): string[] {
  if (dialable === 0) return [];
  const tries = calls.filter(({ outcome }) => outcome !== 'reached');
  const missing = uncovered(tries, settings);
  return [
    ...(tries.length < settings.maxAttempts ? [`要拨打 ${settings.maxAttempts} 次，现在 ${tries.length} 次`] : []),
    ...(missing.days > 0 ? [`还要在另外 ${missing.days} 天拨打`] : []),
    ...(missing.parts > 0 ? [`还要在另外 ${missing.parts} 个时段拨打`] : []),
  ];
}

/** Whether the patient can have said what they think: in a call that reached them, or in another way than by a call. */
export const mayTellVerdict = (way: ReplyWay, calls: readonly ReplyTry[]): boolean =>
  way !== 'call' || calls.some(({ outcome }) => outcome === 'reached');
