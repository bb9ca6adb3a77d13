/** Procedures of the interviews room. */
import type { Handlers } from '../base/door.ts';
import { beginInterview } from './interview.ts';
import { saveAnswer } from './saveAnswer.ts';
import { escalate, saveOpinion, saveProgress } from './saveProgress.ts';

export const interviews: Handlers<'interviews'> = {
  beginInterview,
  saveAnswer,
  saveProgress,
  saveOpinion,
  escalate,
};
