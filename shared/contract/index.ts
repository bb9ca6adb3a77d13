/** The contract: all that can be asked of the core, by desktop, browser, command line or any HTTP client. */
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import { accounts } from './accounts.ts';
import { calling } from './calling.ts';
import { discharges } from './discharges.ts';
import { feedback } from './feedback.ts';
import { questionnaires } from './questionnaires.ts';
import { reporting } from './reporting.ts';
import { sampling } from './sampling.ts';
import { upkeep } from './upkeep.ts';

export const contract = { accounts, discharges, sampling, questionnaires, calling, feedback, reporting, upkeep };

export type Contract = typeof contract;
export type Room = keyof Contract;
export type Inputs = InferContractRouterInputs<Contract>;
export type Outputs = InferContractRouterOutputs<Contract>;
