/** Assembles the core: every room's handlers behind the one entry. */
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { config } from 'zod';
import { zhCN } from 'zod/locales';
import type { Contract } from '../../shared/contract.ts';
import { accounts } from './accounts/handlers.ts';
import { actorOfToken } from './accounts/index.ts';
import type { Parts } from './base/context.ts';
import { type AllHandlers, type Caller, type Door, openDoor } from './base/door.ts';
import { calls } from './calls/handlers.ts';
import { connections } from './connections/handlers.ts';
import { discharges } from './discharges/handlers.ts';
import { feedback } from './feedback/handlers.ts';
import { followOn } from './followOn/handlers.ts';
import { hospital } from './hospital/handlers.ts';
import { importing } from './import/handlers.ts';
import { interviews } from './interviews/handlers.ts';
import { numbers } from './numbers/handlers.ts';
import { opinions } from './opinions/handlers.ts';
import { paper } from './paper/handlers.ts';
import { quality } from './quality/handlers.ts';
import { questionnaires } from './questionnaires/handlers.ts';
import { reporting } from './reporting/handlers.ts';
import { sampling } from './sampling/handlers.ts';
import { story } from './story/handlers.ts';
import { upkeep } from './upkeep/handlers.ts';
import { worklist } from './worklist/handlers.ts';

/** Rooms in their order, lower first: a room may use only those above it in this list. */
const handlers: AllHandlers = {
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
  numbers,
  paper,
  quality,
  followOn,
  story,
  reporting,
  hospital,
  upkeep,
};

export interface Workstation extends Door {
  /** Calls procedures in this process as the given caller, through the same door. */
  as(caller: Caller): Client;
  close(): Promise<void>;
}

/** Every procedure as an async function, typed by the contract. */
export type Client = ContractRouterClient<Contract>;

export function createWorkstation(parts: Parts): Workstation {
  config(zhCN());
  const door = openDoor(parts, handlers, actorOfToken);
  return {
    ...door,
    as: (caller) => createRouterClient(door.router, { context: caller }) as unknown as Client,
    close: () => parts.store.close(),
  };
}
