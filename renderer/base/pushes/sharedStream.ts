/**
 * The SharedWorker that runs once for all tabs of a browser: each tab registers its session and receives what its
 * user may receive.
 */
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../../shared/contract.ts';
import { type Open, Switchboard } from './switchboard.ts';

interface Session {
  readonly token?: string;
}

const link = new RPCLink<Session>({
  url: new URL('/rpc', location.href).href,
  headers: ({ context }): Record<string, string> => (context.token ? { authorization: `Bearer ${context.token}` } : {}),
});
const client = createORPCClient<ContractRouterClient<Contract, Session>>(link);

const open: Open = ([token = '', ...alsoFor], signal) => client.upkeep.changes({ alsoFor }, { signal, context: { token } });
const switchboard = new Switchboard(open);

addEventListener('connect', (event) => {
  const [port] = (event as MessageEvent).ports;
  if (!port) return;
  const member = switchboard.join((told) => port.postMessage(told));
  // A page that crashes says no good-bye; its port closes.
  port.addEventListener('close', () => member.leave());
  port.addEventListener('message', ({ data }: MessageEvent<string | null>) => (data === null ? member.leave() : member.be(data)));
  port.start();
});
