/** The nurse's desk: work list, call, interview, what follows it, paper, numbers, quality control. */
import { beforeCalling } from './beforeCall.ts';
import { briefProcedures } from './brief.ts';
import { callBackProcedures } from './callBack.ts';
import { dialling } from './dialling.ts';
import { doNotCallProcedures } from './doNotCall.ts';
import { followOn } from './followOn.ts';
import { handOver } from './handOver.ts';
import { interviewProcedures } from './interview.ts';
import { numberProcedures } from './numbers.ts';
import { opinionProcedures } from './opinions.ts';
import { paperProcedures } from './paper.ts';
import { quality } from './quality.ts';
import { workListProcedures } from './workList.ts';

export const calling = {
  ...workListProcedures,
  ...briefProcedures,
  ...beforeCalling,
  ...dialling,
  ...interviewProcedures,
  ...opinionProcedures,
  ...callBackProcedures,
  ...followOn,
  ...handOver,
  ...numberProcedures,
  ...doNotCallProcedures,
  ...paperProcedures,
  ...quality,
};
