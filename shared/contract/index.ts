/** The contract: all that can be asked of the core, by desktop, browser, command line or any HTTP client. */
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import { accounts } from './accounts.ts';
import { calls } from './calls.ts';
import { connections } from './connections.ts';
import { discharges } from './discharges.ts';
import { doNotCallProcedures } from './doNotCall.ts';
import { feedback } from './feedback.ts';
import { followOn as revisits } from './followOn.ts';
import { handOver } from './handOver.ts';
import { hospital } from './hospital.ts';
import { importing } from './import.ts';
import { interviews } from './interview.ts';
import { numberProcedures } from './numbers.ts';
import { opinions } from './opinions.ts';
import { paperProcedures as paper } from './paper.ts';
import { quality } from './quality.ts';
import { questionnaires } from './questionnaires.ts';
import { reporting } from './reporting.ts';
import { sampling } from './sampling.ts';
import { story } from './story.ts';
import { upkeep } from './upkeep.ts';
import { worklist } from './workList.ts';

export const contract = {
  accounts,
  questionnaires,
  discharges,
  import: importing,
  connections,
  worklist,
  sampling,
  opinions,
  feedback,
  interviews,
  calls,
  numbers: { ...numberProcedures, ...doNotCallProcedures },
  paper,
  quality,
  followOn: { ...revisits, ...handOver },
  story,
  reporting,
  hospital,
  upkeep,
};

export type Contract = typeof contract;
export type Room = keyof Contract;
export type Inputs = InferContractRouterInputs<Contract>;
export type Outputs = InferContractRouterOutputs<Contract>;
