/** Procedures of the calls room. */
import type { Handlers } from '../base/door.ts';
import { beforeCall } from './beforeCall.ts';
import { brief } from './brief.ts';
import { callBack } from './callBack.ts';
import { correctDeath } from './correctDeath.ts';
import { dayLine } from './dayLine.ts';
import { dial } from './dial.ts';
import { endCall } from './endCall.ts';
import { exceptionalCalls } from './exceptions.ts';
import { findCallBack } from './findCallBack.ts';
import { recordDeath } from './recordDeath.ts';
import { runningCalls } from './runningCalls.ts';
import { release, take, takeNext } from './taking.ts';
import { undoEndCall } from './undoEndCall.ts';

export const calls: Handlers<'calls'> = {
  dayLine,
  takeNext,
  take,
  release,
  brief,
  beforeCall,
  recordDeath,
  correctDeath,
  dial,
  endCall,
  undoEndCall,
  runningCalls,
  exceptionalCalls,
  callBack,
  findCallBack,
};
