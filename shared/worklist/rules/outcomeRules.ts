/** The meaning of each attempt outcome, as one table (domain §5). */
import type { AttemptOutcome, Disposition } from '../../base/contract/words.ts';

/** Groups of the AAPOR Standard Definitions. */
export type AaporGroup = 'I' | 'P' | 'R' | 'NC' | 'O' | 'NE' | 'U';

export interface OutcomeRule {
  /** Tried again, until the maximum. */
  readonly retry: boolean;
  /** Until the next try, in minutes. */
  readonly delayMinutes: number;
  /** Somebody who knows the patient was spoken to. */
  readonly contacted: boolean;
  readonly noteRequired: boolean;
  readonly appointmentRequired: boolean;
  /** A time may be agreed, at which it goes on: with the patient, or with a relative who answers for a patient who cannot. */
  readonly appointmentAllowed: boolean;
  /** The number is of no use: go on with the next one at once. */
  readonly nextNumber: boolean;
  /** The supervisor finds out what is true of it. */
  readonly verified: boolean;
  /** How a follow-up ends with it; null where it says nothing final. */
  readonly disposition: Disposition | null;
  /** The stronger of two outcomes decides how a follow-up ends. */
  readonly strength: number;
}

const minute = 1;
const hour = 60 * minute;
const day = 24 * hour;

const ending = {
  retry: false,
  delayMinutes: 0,
  contacted: true,
  noteRequired: false,
  appointmentRequired: false,
  appointmentAllowed: false,
  nextNumber: false,
  verified: false,
  disposition: null,
  strength: 0,
} satisfies OutcomeRule;
const nonContact = { ...ending, retry: true, contacted: false, strength: 1 } satisfies OutcomeRule;

export const outcomeRules: Readonly<Record<AttemptOutcome, OutcomeRule>> = {
  completed: { ...ending, disposition: 'completed', strength: 9 },
  partial: { ...ending, retry: true, delayMinutes: 1 * day, appointmentAllowed: true, disposition: 'partial', strength: 8 },
  deceased: { ...ending, disposition: 'deceased', strength: 7 },
  readmitted: { ...ending, verified: true, disposition: 'readmitted', strength: 7 },
  refused: { ...ending, noteRequired: true, disposition: 'refused', strength: 6 },
  soft_refused: { ...ending, retry: true, delayMinutes: 7 * day, noteRequired: true, disposition: 'refused', strength: 6 },
  unable: { ...ending, appointmentAllowed: true, disposition: 'unable', strength: 5 },
  denies_stay: { ...ending, verified: true, disposition: 'denies_stay', strength: 4 },
  appointment: { ...ending, retry: true, appointmentRequired: true, appointmentAllowed: true, strength: 3 },
  wrong_number: { ...nonContact, retry: false, nextNumber: true, disposition: 'wrong_number', strength: 2 },
  not_in_service: { ...nonContact, retry: false, nextNumber: true, disposition: 'not_in_service', strength: 2 },
  no_answer: { ...nonContact, delayMinutes: 3 * hour },
  busy: { ...nonContact, delayMinutes: 15 * minute },
  powered_off: { ...nonContact, delayMinutes: 1 * day },
  unreachable: { ...nonContact, delayMinutes: 1 * day },
};

/** Outcomes by which nobody was reached. */
export const nonContactOutcomes: readonly AttemptOutcome[] = (Object.keys(outcomeRules) as AttemptOutcome[]).filter(
  (outcome) => !outcomeRules[outcome].contacted,
);

/**
 * Whether a call can have ended so: nobody is “not reached” who called or who answered questions in it. That it was
 * somebody else's number may come out in the middle.
 */
export function mayEndWith(outcome: AttemptOutcome, call: { readonly incoming: boolean; readonly answered: boolean }): boolean {
  if (outcomeRules[outcome].contacted) return true;
  return !call.incoming && (!call.answered || outcome === 'wrong_number');
}

/** Outcomes that the supervisor verifies. */
export const verifiedOutcomes: readonly AttemptOutcome[] = (Object.keys(outcomeRules) as AttemptOutcome[]).filter(
  (outcome) => outcomeRules[outcome].verified,
);

/** Group of a follow-up's final disposition; a case that has not ended is U in an open month. */
export const dispositionGroups: Readonly<Record<Disposition, AaporGroup>> = {
  completed: 'I',
  partial: 'P',
  refused: 'R',
  not_in_service: 'NC',
  wrong_number: 'NC',
  max_attempts: 'NC',
  unable: 'O',
  deceased: 'NE',
  readmitted: 'NE',
  denies_stay: 'U',
};
