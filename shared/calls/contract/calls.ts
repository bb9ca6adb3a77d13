/** Calls: taking a patient, what is shown before and during the call, dialling, the end, call-backs. */

import { briefProcedures } from '../../interviews/contract/brief.ts';
import { dialling } from '../../worklist/contract/attempts.ts';
import { beforeCalling } from './beforeCall.ts';
import { callBackProcedures } from './callBack.ts';
import { dayLineProcedures } from './dayLine.ts';
import { taking } from './taking.ts';

export const calls = { ...taking, ...briefProcedures, ...beforeCalling, ...dialling, ...callBackProcedures, ...dayLineProcedures };
