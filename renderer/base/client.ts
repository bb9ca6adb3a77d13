/**
 * The client of the contract, the page's only connection to the core: over a MessagePort on the desktop, over HTTP
 * from a host.
 */
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { QueryClient } from '@tanstack/react-query';
import type { Contract } from '../../shared/contract.ts';
import { type DesktopAbilities, portMessage } from '../../shared/desktop.ts';
import { asksAgain } from './notTaken.ts';

declare global {
  interface Window {
    readonly desktop?: DesktopAbilities;
  }
}

const tokenKey = 'session';
const sessionListeners = new Set<() => void>();

/** Token of a locked screen, in this page's memory alone. */
let setAside = '';
let ended = false;

/** The token of this tab; gone when the tab is closed. */
export const session = {
  get token(): string {
    return setAside || (sessionStorage.getItem(tokenKey) ?? '');
  },
  set token(value: string) {
    setAside = '';
    ended = false;
    if (value) sessionStorage.setItem(tokenKey, value);
    else sessionStorage.removeItem(tokenKey);
    tellSession();
  },
  /** Whether the core knows the token no more: too old, idle for too long, or its user was disabled. */
  get ended(): boolean {
    return ended;
  },
  /** While the screen is locked the work goes on, but a page loaded anew has to sign in. */
  setAside(): void {
    setAside = session.token;
    sessionStorage.removeItem(tokenKey);
  },
  subscribe(listener: () => void): () => void {
    sessionListeners.add(listener);
    return () => void sessionListeners.delete(listener);
  },
};

function tellSession(): void {
  for (const listener of sessionListeners) listener();
}

/** Every refusal of the token that is held now is heard here, so that each screen can say it and ask for the password. */
const interceptors = [
  async <T>({ next }: { next: () => Promise<T> }): Promise<T> => {
    const { token } = session;
    try {
      return await next();
    } catch (error) {
      if (codeOf(error) === 'NOT_SIGNED_IN' && token !== '' && token === session.token && !ended) {
        ended = true;
        tellSession();
      }
      throw error;
    }
  },
];

const headers = () => (session.token ? { authorization: `Bearer ${session.token}` } : {});

type Api = ContractRouterClient<Contract>;

/** The core as async functions. On the desktop it waits for the port that the preload hands over. */
export let client: Api;
export let api: ReturnType<typeof createTanstackQueryUtils<Api>>;

function portFromPreload(): Promise<MessagePort> {
  return new Promise((resolve) => {
    window.addEventListener('message', function take(event) {
      const [port] = event.ports;
      if (event.source !== window || event.data !== portMessage || !port) return;
      window.removeEventListener('message', take);
      resolve(port);
    });
  });
}

/** Connects to the core; called once before the first render. */
export async function connect(): Promise<void> {
  const link = window.desktop ? await portLink() : new FetchLink({ url: new URL('/rpc', location.href).href, headers, interceptors });
  client = createORPCClient<Api>(link);
  api = createTanstackQueryUtils(client);
}

async function portLink() {
  const port = await portFromPreload();
  port.start();
  return new PortLink({ port, headers, interceptors });
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: asksAgain, staleTime: 5_000, refetchOnWindowFocus: false },
    // Whatever was pressed without a line fails at once and says so: nothing is kept to dial, or to send, by itself later.
    mutations: { networkMode: 'always' },
  },
});

/** The sentence to show for a failed call; a lost connection has one of its own. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ORPCError) return error.message;
  if (isLost(error)) return '连接不上回访工作站，请检查网络或主机是否在运行。已输入的内容还在，恢复后会自动保存。';
  return '程序出错了，请刷新页面重试。';
}

/** Whether the core was not reached at all. */
export const isLost = (error: unknown): boolean => error instanceof TypeError;

/** Error code of the contract's closed list; empty for anything else. */
export function codeOf(error: unknown): string {
  return error instanceof ORPCError ? String(error.code) : '';
}

/** Hands a file made by the core to the user. */
export function download(file: File): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
