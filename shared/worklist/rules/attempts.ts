/** Computes the next state of a follow-up after an attempt (domain §5). */

import type { Settings } from '../../base/contract/settings.ts';
import type { AttemptOutcome, Disposition, FollowUpState } from '../../base/contract/words.ts';
import { addCivilDays, civilDateOf, instantAt } from '../../base/rules/time.ts';
import { dayPartOf, firstCallingTime } from './dayParts.ts';
import { outcomeRules } from './outcomeRules.ts';
import { appointmentDueFrom } from './queue.ts';

export { callingHours, dayPartOf } from './dayParts.ts';
export {
  type AaporGroup,
  dispositionGroups,
  mayEndWith,
  nonContactOutcomes,
  type OutcomeRule,
  outcomeRules,
  verifiedOutcomes,
} from './outcomeRules.ts';
export { contactWindow, type QueueFacts, queueGroup, queueOrder, queuePlace } from './queue.ts';

export type AttemptSettings = Pick<Settings, 'maxAttempts' | 'triesPerDay' | 'dayParts'>;

/** A call that has ended. `at` is when it was dialled. */
export interface Try {
  readonly at: string;
  readonly outcome: AttemptOutcome;
  /** The patient called back: the outcome counts, but not as an attempt of the hospital. */
  readonly incoming?: boolean;
  /** The report was false: it counts as an attempt, but no longer decides how the follow-up ends. */
  readonly corrected?: boolean;
}

/** A follow-up just before the outcome of its newest call is applied. */
export interface CallState {
  /** Ended calls before this one, oldest first. */
  readonly tries: readonly Try[];
  /** Whether the patient made this call. */
  readonly incoming?: boolean;
  /** When this call was dialled, where that is not the moment at which its outcome is recorded. */
  readonly dialledAt?: string;
  /** Other numbers of the patient that may still be dialled. */
  readonly otherNumbers: number;
  /** How it ends where nobody may call the patient any more, whatever the number; null where somebody may. */
  readonly barred?: Disposition | null;
  /** The time agreed in this call. */
  readonly appointmentAt: string | null;
  /** Whether an interview of it holds answers. */
  readonly answered: boolean;
}

export interface AfterAttempt {
  readonly state: FollowUpState;
  /** Null while open. */
  readonly disposition: Disposition | null;
  /** When it may be dialled again; null when ended. */
  readonly nextAt: string | null;
  /** The agreed time that stands; null without one. */
  readonly appointmentAt: string | null;
  readonly contacted: boolean;
  /** The next call is for another nurse. */
  readonly otherNurse: boolean;
}

/** Days and day parts that the tries must cover before the maximum ends a follow-up; a maximum of 1 can cover only one. */
const coverage = (settings: AttemptSettings) => ({
  days: Math.min(2, settings.maxAttempts),
  parts: Math.min(2, settings.maxAttempts, Math.max(1, settings.dayParts.length)),
});

const dialled = (tried: Try) => tried.incoming !== true;

const partsOf = (tries: readonly Pick<Try, 'at'>[], { dayParts }: AttemptSettings) =>
  new Set(tries.map((tried) => dayPartOf(tried.at, dayParts)).filter((part) => part !== null));
const daysOf = (tries: readonly Pick<Try, 'at'>[]) => new Set(tries.map((tried) => civilDateOf(tried.at)));

/** Days and day parts still to be covered; a call outside the calling hours covers no part. */
export function uncovered(tries: readonly Pick<Try, 'at'>[], settings: AttemptSettings): { days: number; parts: number } {
  const need = coverage(settings);
  return {
    days: Math.max(0, need.days - daysOf(tries).size),
    parts: Math.max(0, need.parts - partsOf(tries, settings).size),
  };
}

/** Tries that are needed to cover them: one may cover a day and a part together. */
function triesToCover(tries: readonly Pick<Try, 'at'>[], settings: AttemptSettings): number {
  const { days, parts } = uncovered(tries, settings);
  return Math.max(days, parts);
}

/** The maximum ends a follow-up only when its tries cover the days and day parts (domain §5). */
export function isExhausted(calls: readonly Try[], settings: AttemptSettings): boolean {
  const tries = calls.filter(dialled);
  return tries.length >= settings.maxAttempts && triesToCover(tries, settings) === 0;
}

/** What the dials so far leave out, in words: 另一天、另一个时段. */
export function uncoveredInWords(calls: readonly Try[], settings: AttemptSettings): string {
  const { days, parts } = uncovered(calls.filter(dialled), settings);
  const words = ['', '另一天', '两天'];
  const partWords = ['', '另一个时段', '两个时段'];
  return [words[days] ?? '', partWords[parts] ?? ''].filter((word) => word !== '').join('、');
}

/** Whether a try then leaves enough of them for what is still uncovered, or covers some of it. */
function leavesCoverage(tries: readonly Try[], at: string, settings: AttemptSettings): boolean {
  const needed = triesToCover([...tries, { at }], settings);
  const left = Math.max(0, settings.maxAttempts - tries.length - 1);
  return needed <= left || needed < triesToCover(tries, settings);
}

/** Parts dialled least so far: an untried one wherever there is one. */
function leastTriedParts(tries: readonly Try[], settings: AttemptSettings): readonly number[] {
  const counts = settings.dayParts.map((_, part) => tries.filter((tried) => dayPartOf(tried.at, settings.dayParts) === part).length);
  const least = Math.min(...counts);
  return [...counts.keys()].filter((part) => counts[part] === least);
}

function retries(tries: readonly Try[], outcome: AttemptOutcome, state: CallState): boolean {
  const rule = outcomeRules[outcome];
  if (state.barred) return false;
  if (rule.nextNumber) return state.otherNumbers > 0;
  if (outcome === 'unable') return state.appointmentAt !== null;
  if (outcome === 'soft_refused') return tries.filter((tried) => tried.outcome === 'soft_refused').length === 1;
  return rule.retry;
}

/** The midnight after the civil day of an instant. */
const nextMidnight = (instant: string) => instantAt(addCivilDays(civilDateOf(instant), 1), '00:00');

/**
 * When to try again: never outside the calling hours, not a fourth time on one day, in a day part not yet tried; and in
 * time for the tries that are left to cover the days and day parts they must.
 */
function nextTime(tries: readonly Try[], outcome: AttemptOutcome, settings: AttemptSettings, now: string): string {
  const rule = outcomeRules[outcome];
  const today = civilDateOf(now);
  const triesToday = tries.filter((tried) => civilDateOf(tried.at) === today).length;
  const left = settings.maxAttempts - tries.length;
  const missing = uncovered(tries, settings);
  const tomorrow = nextMidnight(now);
  const after = new Date(Date.parse(now) + rule.delayMinutes * 60_000).toISOString();
  const waits = triesToday >= settings.triesPerDay || (missing.days > 0 && left <= missing.days);
  const earliest = waits && after < tomorrow ? tomorrow : after;
  const anyPart = [...settings.dayParts.keys()];
  const soon = outcome === 'busy' || rule.nextNumber || rule.contacted;
  const needsNewPart = missing.parts > 0 && left <= missing.parts;
  return firstCallingTime(earliest, settings.dayParts, soon && !needsNewPart ? anyPart : leastTriedParts(tries, settings));
}

/**
 * From when the next try leaves enough tries to cover the days and day parts (domain §5), which in practice is a matter of the last one;
 * null where it does so at `now`. No reason allows it earlier.
 * @param appointmentAt the time agreed with the patient, which is kept whatever it covers; but not beyond the maximum
 */
export function lastTryFrom(calls: readonly Try[], settings: AttemptSettings, now: string, appointmentAt: string | null): string | null {
  const tries = calls.filter(dialled);
  const agreed = appointmentAt !== null && appointmentDueFrom(appointmentAt) <= now && tries.length < settings.maxAttempts;
  if (agreed || leavesCoverage(tries, now, settings)) return null;
  const wanted = uncovered(tries, settings).parts > 0 ? leastTriedParts(tries, settings) : [...settings.dayParts.keys()];
  const today = firstCallingTime(now, settings.dayParts, wanted);
  return leavesCoverage(tries, today, settings) ? today : firstCallingTime(nextMidnight(now), settings.dayParts, wanted);
}

/**
 * How it ends: the strongest outcome decides; the maximum without one is 达到最大次数. Broken off before the first answer
 * it is a refusal (AAPOR: a partial interview is P, a break-off R).
 */
function finalDisposition(tries: readonly Try[], last: AttemptOutcome, state: CallState): Disposition {
  const counted = (outcome: AttemptOutcome) => (outcome === 'partial' && !state.answered ? 'refused' : outcome);
  const outcomes = tries.filter((tried) => tried.corrected !== true).map((tried) => counted(tried.outcome));
  const outcome = counted(last);
  const own = outcomeRules[outcome];
  if (state.answered && (own.disposition === null || own.nextNumber)) outcomes.push('partial');
  const strongest = outcomes.reduce((best, next) => (outcomeRules[next].strength > outcomeRules[best].strength ? next : best), outcome);
  const rule = outcomeRules[strongest];
  if (rule.disposition && !rule.nextNumber) return rule.disposition;
  return own.nextNumber && own.disposition && state.otherNumbers === 0 ? own.disposition : (state.barred ?? 'max_attempts');
}

/**
 * How it ends without another call, where nobody may call the patient any more: as that says, but for what was said in its calls and
 * is stronger.
 * @param answered whether an interview of it holds answers
 */
export function endedWithoutCall(tries: readonly Try[], disposition: Disposition, answered: boolean): Disposition {
  if (answered) return 'partial';
  const strength = disposition === 'max_attempts' ? 0 : outcomeRules[disposition].strength;
  const [strongest] = tries
    .filter((tried) => tried.corrected !== true)
    .map(({ outcome }) => outcomeRules[outcome === 'partial' ? 'refused' : outcome])
    .filter((rule) => rule.disposition !== null && !rule.nextNumber && rule.strength > strength)
    .toSorted((one, other) => other.strength - one.strength);
  return strongest?.disposition ?? disposition;
}

/**
 * Applies the outcome of a call at `now`.
 * Every follow-up ends: with the call that reaches `settings.maxAttempts`, and never before it while it can still be tried. Where calls
 * at agreed times, or off hours on paper, used the tries up without covering the days and day parts, one that covers them comes on top.
 */
export function afterAttempt(state: CallState, outcome: AttemptOutcome, settings: AttemptSettings, now: string): AfterAttempt {
  const calls = [...state.tries, { at: state.dialledAt ?? now, outcome, incoming: state.incoming === true }];
  const contacted = calls.some((tried) => outcomeRules[tried.outcome].contacted);
  if (!retries(calls, outcome, state) || isExhausted(calls, settings))
    return {
      state: 'ended',
      disposition: finalDisposition(calls, outcome, state),
      nextAt: null,
      appointmentAt: null,
      contacted,
      otherNurse: false,
    };
  const agreed = outcomeRules[outcome].appointmentAllowed ? state.appointmentAt : null;
  const appointmentAt = agreed !== null && lastTryFrom(calls, settings, agreed, agreed) === null ? agreed : null;
  return {
    state: 'open',
    disposition: null,
    nextAt: appointmentAt ?? nextTime(calls.filter(dialled), outcome, settings, now),
    appointmentAt,
    contacted,
    otherNurse: outcome === 'soft_refused',
  };
}
