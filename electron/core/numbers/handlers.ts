/** Procedures of the numbers room. */
import type { Handlers } from '../base/door.ts';
import { reopenFollowUp } from '../calls/index.ts';
import { addDoNotCall, doNotCallList, liftDoNotCall } from './doNotCallList.ts';
import { answerNumber, numbersToCheck, printWardSlip } from './numberCheck.ts';
import { addNumber, numbers as list, markNumber, moveNumber } from './numbers.ts';

export const numbers: Handlers<'numbers'> = {
  list,
  moveNumber,
  addNumber,
  markNumber,
  numbersToCheck,
  printWardSlip,
  answerNumber,
  reopenFollowUp,
  doNotCallList,
  addDoNotCall,
  liftDoNotCall,
};
