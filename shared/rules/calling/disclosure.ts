/** Who may hear about the stay (domain §6). */
import type { Answerer } from '../../contract/words.ts';

/** The diagnosis and the guidance that gives it away are for the patient or a relative whom the patient named, nobody else. */
export function mayHearDiagnosis(answerer: Answerer | null): boolean {
  return answerer === 'patient' || answerer === 'relative';
}

/** Whether the stay may be talked of at all: of a sensitive one, with nobody else, and not before it is known who answers. */
export function mayTalkOfStay(sensitive: boolean, answerer: Answerer | null): boolean {
  return !sensitive || mayHearDiagnosis(answerer);
}
