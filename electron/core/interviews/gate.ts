/**
 * Requires identity and consent before answers and before 完成, on every route (domain §6): screen, HTTP, paper,
 * correction, bulk records.
 */
import type { ErrorCode } from '../../../shared/base/contract/errors.ts';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Answerer } from '../../../shared/base/contract/words.ts';
import { type Gate, type Identity, isEntitled, type Missing, missingOf } from '../../../shared/interviews/rules/disclosure.ts';

const codes: Readonly<Record<Missing, ErrorCode>> = {
  identity: 'IDENTITY_UNKNOWN',
  relation: 'IDENTITY_UNKNOWN',
  stranger: 'ANSWERER_NOT_ENTITLED',
  consent: 'CONSENT_MISSING',
};

/** Before an answer, what the patient says of the stay, and 完成. @throws Refusal IDENTITY_UNKNOWN, ANSWERER_NOT_ENTITLED, CONSENT_MISSING */
export function demandGate(gate: Gate): void {
  const missing = missingOf(gate);
  if (missing !== null) throw new Refusal(codes[missing]);
}

/** Before an opinion, and before consent is asked for. @throws Refusal IDENTITY_UNKNOWN, ANSWERER_NOT_ENTITLED */
export function demandIdentity(identity: Identity): void {
  demandGate({ ...identity, consent: true });
}

interface Row {
  readonly answerer: Answerer | null;
  readonly relation: string;
  readonly consent: number | null;
}

export const gateOf = ({ answerer, relation, consent }: Row): Gate => ({
  answerer,
  relation,
  consent: consent === null ? null : consent === 1,
});

/**
 * Whose answers an interview holds. Somebody else may have picked up in a later call that led to nothing: then it is whoever gave
 * the answers.
 */
export function giverOf(interview: Identity, answers: readonly Identity[]): Identity {
  const { answerer, relation } = isEntitled(interview) ? interview : (answers.findLast(isEntitled) ?? interview);
  return { answerer, relation };
}
