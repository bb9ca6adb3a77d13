/** The core: every room's handlers behind the one door. */
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { config } from 'zod';
import { zhCN } from 'zod/locales';
import type { Contract } from '../../shared/contract/index.ts';
import { accounts } from './accounts/handlers.ts';
import { calling } from './calling/handlers.ts';
import type { Parts } from './context.ts';
import { discharges } from './discharges/handlers.ts';
import { type AllHandlers, type Caller, type Door, openDoor } from './door.ts';
import { feedback } from './feedback/handlers.ts';
import { questionnaires } from './questionnaires/handlers.ts';
import { reporting } from './reporting/handlers.ts';
import { sampling } from './sampling/handlers.ts';
import { upkeep } from './upkeep/handlers.ts';

const handlers: AllHandlers = { accounts, discharges, sampling, questionnaires, calling, feedback, reporting, upkeep };

export interface Workstation extends Door {
  /** Calls procedures in this process as the given caller, through the same door. */
  as(caller: Caller): Client;
  close(): Promise<void>;
}

/** Every procedure as an async function, typed by the contract. */
export type Client = ContractRouterClient<Contract>;

export function createWorkstation(parts: Parts): Workstation {
  config(zhCN());
  const door = openDoor(parts, handlers);
  return {
    ...door,
    as: (caller) => createRouterClient(door.router, { context: caller }) as unknown as Client,
    close: () => parts.store.close(),
  };
}
