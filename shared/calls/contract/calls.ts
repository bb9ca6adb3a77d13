/**
 * Contract of the calls room: taking a follow-up, the data shown before and during a call, dialling, ending a call,
 * call-backs.
 */

import { briefProcedures } from '../../interviews/contract/brief.ts';
import { dialling } from '../../worklist/contract/attempts.ts';
import { beforeCalling } from './beforeCall.ts';
import { callBackProcedures } from './callBack.ts';
import { dayLineProcedures } from './dayLine.ts';
import { taking } from './taking.ts';

export const calls = { ...taking, ...briefProcedures, ...beforeCalling, ...dialling, ...callBackProcedures, ...dayLineProcedures };
