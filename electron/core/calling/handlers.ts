/** Procedures of the calling room. */
import type { Handlers } from '../door.ts';
import { beforeCall } from './beforeCall.ts';
import { brief } from './brief.ts';
import { callBack } from './callBack.ts';
import { correctDeath } from './correctDeath.ts';
import { dayLine } from './dayLine.ts';
import { dial } from './dial.ts';
import { addDoNotCall, doNotCallList, liftDoNotCall } from './doNotCallList.ts';
import { endCall } from './endCall.ts';
import { enterPaper } from './enterPaper.ts';
import { exceptionalCalls } from './exceptions.ts';
import { findCallBack } from './findCallBack.ts';
import { colleagues, handOvers, handOversWaiting, readHandOver, writeHandOver } from './handOver.ts';
import { beginInterview } from './interview.ts';
import { recordDeath } from './knownDeath.ts';
import { answerNumber, numbersToCheck, printWardSlip } from './numberCheck.ts';
import { addNumber, markNumber, moveNumber, numbers } from './numbers.ts';
import { paperForm } from './paperForm.ts';
import { paperList } from './paperList.ts';
import { printSheets } from './paperSheets.ts';
import { qualityHandlers } from './quality/index.ts';
import { reopenFollowUp } from './reopening.ts';
import { markRevisit, revisits } from './revisits.ts';
import { runningCalls } from './runningCalls.ts';
import { saveAnswer } from './saveAnswer.ts';
import { escalate, saveOpinion, saveProgress } from './saveProgress.ts';
import { learnOpinions, staffNames, suggest } from './suggest.ts';
import { release, take, takeNext } from './taking.ts';
import { undoEndCall } from './undoEndCall.ts';
import { verifications, verify } from './verifications.ts';
import { workList } from './workList.ts';

export const calling: Handlers<'calling'> = {
  ...qualityHandlers,
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
  escalate,
  saveProgress,
  callBack,
  findCallBack,
  revisits,
  markRevisit,
  verifications,
  verify,
  learnOpinions,
  suggest,
  staffNames,
  endCall,
  undoEndCall,
  runningCalls,
  beforeCall,
  recordDeath,
  correctDeath,
  handOvers,
  handOversWaiting,
  colleagues,
  writeHandOver,
  readHandOver,
  numbers,
  moveNumber,
  addNumber,
  markNumber,
  numbersToCheck,
  printWardSlip,
  answerNumber,
  reopenFollowUp,
  exceptionalCalls,
  doNotCallList,
  addDoNotCall,
  liftDoNotCall,
  paperList,
  printSheets,
  paperForm,
  enterPaper,
};
