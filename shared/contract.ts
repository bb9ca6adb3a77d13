/** The whole contract: every procedure that the desktop, a browser, the command line or any HTTP client can call. */
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import { accounts } from './accounts/contract/accounts.ts';
import { calls } from './calls/contract/calls.ts';
import { connections } from './connections/contract/connections.ts';
import { discharges } from './discharges/contract/discharges.ts';
import { feedback } from './feedback/contract/feedback.ts';
import { followOn as revisits } from './followOn/contract/followOn.ts';
import { handOver } from './followOn/contract/handOver.ts';
import { hospital } from './hospital/contract/hospital.ts';
import { importing } from './import/contract/import.ts';
import { interviews } from './interviews/contract/interview.ts';
import { numberProcedures } from './numbers/contract/numbers.ts';
import { opinions } from './opinions/contract/opinions.ts';
import { paperProcedures as paper } from './paper/contract/paper.ts';
import { quality } from './quality/contract/quality.ts';
import { questionnaires } from './questionnaires/contract/questionnaires.ts';
import { reporting } from './reporting/contract/reporting.ts';
import { sampling } from './sampling/contract/sampling.ts';
import { story } from './story/contract/story.ts';
import { upkeep } from './upkeep/contract/upkeep.ts';
import { doNotCallProcedures } from './worklist/contract/doNotCall.ts';
import { worklist } from './worklist/contract/workList.ts';

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
