/** Procedures of the calling room. */
import type { Handlers } from '../door.ts';
import { brief } from './brief.ts';
import { dayLine } from './dayLine.ts';
import { dial } from './dial.ts';
import { endCall } from './endCall.ts';
import { release, take, takeNext } from './holding.ts';
import { beginInterview } from './interview.ts';
import { saveAnswer } from './saveAnswer.ts';
import { saveOpinion, saveProgress } from './saveProgress.ts';
import { workList } from './workList.ts';

export const calling: Handlers<'calling'> = {
  workList,
  dayLine,
  takeNext,
  take,
  release,
  brief,
  dial,
  beginInterview,
  saveAnswer,
  saveOpinion,
  saveProgress,
  endCall,
};
