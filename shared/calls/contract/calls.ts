/** Calls: taking a patient, what is shown before and during the call, dialling, the end, call-backs. */

import { dialling } from '../../base/contract/dialling.ts';
import { beforeCalling } from './beforeCall.ts';
import { briefProcedures } from './brief.ts';
import { callBackProcedures } from './callBack.ts';
import { taking } from './taking.ts';

export const calls = { ...taking, ...briefProcedures, ...beforeCalling, ...dialling, ...callBackProcedures };
