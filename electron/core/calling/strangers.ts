/** Of a sensitive stay nothing is asked or written down before it is known who answers, and of nobody but the patient or a named relative (domain §6). */
import { Refusal } from '../../../shared/contract/errors.ts';
import type { Answerer } from '../../../shared/contract/words.ts';
import { mayTalkOfStay } from '../../../shared/rules/calling/disclosure.ts';
import { isSensitiveDiagnosis } from '../../../shared/rules/sampling/sensitive.ts';
import type { OpenInterview } from './saving.ts';

/**
 * @param answerer who answers from this save on
 * @throws Refusal IDENTITY_UNKNOWN, ANSWERER_NOT_ENTITLED
 */
export function refuseStrangers(
  { sensitive, icd10, diagnosis, ...interview }: OpenInterview,
  answerer: Answerer | null = interview.answerer,
): void {
  const secret = sensitive === 1 || isSensitiveDiagnosis(icd10, diagnosis);
  if (!mayTalkOfStay(secret, answerer)) throw new Refusal(answerer === null ? 'IDENTITY_UNKNOWN' : 'ANSWERER_NOT_ENTITLED');
}
