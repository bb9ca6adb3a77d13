/** Points for the quality of a call. */
import type { CallScores } from '../../contract/quality.ts';
import { callChecks } from '../../contract/words.ts';

/** Two points for each check. */
export const fullScore = callChecks.codes.length * 2;

export function totalScore(scores: CallScores): number {
  return callChecks.codes.reduce((sum, check) => sum + scores[check], 0);
}
