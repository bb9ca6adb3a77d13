/** Who may hear about the discharge, and from when (domain §6): identity and consent come first. */
import type { Answerer } from '../../base/contract/words.ts';

export interface Identity {
  readonly answerer: Answerer | null;
  /** What a relative is to the patient. */
  readonly relation: string;
}

/** What is recorded about the person on the line and their consent. */
export interface Gate extends Identity {
  readonly consent: boolean | null;
}

/** What stands in the way of asking: nobody said who answers, what the relative is to the patient, somebody else answers, consent. */
export type Missing = 'identity' | 'relation' | 'stranger' | 'consent';

function missingIdentity({ answerer, relation }: Identity): Exclude<Missing, 'consent'> | null {
  if (answerer === null) return 'identity';
  if (answerer === 'other') return 'stranger';
  return answerer === 'relative' && relation.trim() === '' ? 'relation' : null;
}

/** The patient, or a relative of whom it is known what they are to the patient. */
export const isEntitled = (identity: Identity): boolean => missingIdentity(identity) === null;

/** What must be said first; null where the stay may be talked of and answers may be taken. */
export function missingOf(gate: Gate): Missing | null {
  return missingIdentity(gate) ?? (gate.consent === true ? null : 'consent');
}

/** Whether the stay may be talked of, questions asked, answers taken, the interview completed. */
export const mayTalkOfStay = (gate: Gate): boolean => missingOf(gate) === null;

export const isSamePerson = (one: Identity, other: Identity): boolean =>
  one.answerer === other.answerer && (one.answerer !== 'relative' || one.relation.trim() === other.relation.trim());

/**
 * Consent once `now` is on the line: it is each person's own. Whoever gave one of the answers has agreed before it; anybody else is asked.
 * @param givers who gave the answers so far
 */
export function consentOf(now: Identity, before: Gate, givers: Iterable<Identity>): boolean | null {
  if (isSamePerson(now, before)) return before.consent;
  return isEntitled(now) && [...givers].some((giver) => isSamePerson(giver, now)) ? true : null;
}

/** Words and answers from an instant on (the empty text comes before every instant), or those of one person. */
export type Unkept = { readonly since: string } | { readonly of: Identity };

/**
 * What may not be kept at the end of a call that began at `began`; null where all may be. The patient's refusal takes back everything,
 * a relative's what that relative said. Somebody else who takes the phone takes nothing back; where consent is denied of them, it was
 * they who had answered all along, and nothing of this call is kept. Whoever was not asked any more has said nothing.
 */
export function unkeptOf({ answerer, relation, consent }: Gate, began: string): Unkept | null {
  if (consent !== false) return null;
  if (answerer === 'other') return { since: began };
  return answerer === 'relative' ? { of: { answerer, relation } } : { since: '' };
}

/** Whether whoever gave an answer takes it back by handing over the phone after a refusal: the patient takes back everybody's. */
export function isTakenBack(giver: Identity, before: Gate): boolean {
  if (before.consent !== false || !isEntitled(before)) return false;
  return before.answerer === 'patient' || isSamePerson(giver, before);
}

export const missingWords: Readonly<Record<Missing, string>> = {
  identity: '接听的是谁',
  relation: '家属与患者的关系',
  stranger: '本人或家属来接听',
  consent: '对方是否同意',
};
