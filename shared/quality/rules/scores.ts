/** The call quality score. */

import { callChecks } from '../../base/contract/words.ts';
import type { CallScores } from '../contract/quality.ts';

/** Two points for each check. */
export const fullScore = callChecks.codes.length * 2;

export function totalScore(scores: CallScores): number {
  return callChecks.codes.reduce((sum, check) => sum + scores[check], 0);
}
