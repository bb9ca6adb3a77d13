/** The user who is signed in on this screen. */
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useSyncExternalStore } from 'react';

import type { Outputs } from '../../shared/contract.ts';
import { api, client, isLost, queries, session } from './client.ts';
import { forgetUnsent, hasUnsent } from './unsent.ts';

const againMs = 5_000;

/** Asks again while the core cannot be reached. */
export const again = ({ state }: { state: { error: unknown } }) => (isLost(state.error) ? againMs : false);

/** The user, hospital and demo mark; `user` is null when nobody is signed in. */
export function useSignedIn() {
  const token = useSyncExternalStore(session.subscribe, () => session.token);
  const me = useQuery(
    api.accounts.me.queryOptions({
      input: {},
      enabled: token !== '',
      retry: false,
      staleTime: Number.POSITIVE_INFINITY,
      refetchInterval: again,
    }),
  );
  // Neither a line that is lost nor a session that ends takes away a screen with what is typed into it.
  const known = token ? me.data : undefined;
  return {
    isLoading: token !== '' && me.isLoading,
    /** The core cannot be asked: nobody is signed out by that. */
    lost: known === undefined && token !== '' && (me.isPaused || isLost(me.error)),
    user: known?.user ?? null,
    hospital: known?.hospital ?? '',
    demo: known?.demo ?? false,
  };
}

type User = Outputs['accounts']['signIn']['user'];

/** The user for whom the gate shows the workstation, so that no screen is drawn anew without one while it is being left. */
export const SignedInUser = createContext<User | null>(null);

/** The signed-in user; only for screens behind the gate. */
export function useUser(): User {
  const user = useContext(SignedInUser);
  if (!user) throw new Error('this screen needs a signed-in user');
  return user;
}

export async function signIn(login: string, password: string): Promise<void> {
  const { token, user } = await client.accounts.signIn({ login, password });
  forgetUnsent(user.id);
  session.token = token;
  await queries.invalidateQueries();
}

/** What would be left behind by signing out now, in words for whoever wants to; null where nothing is. */
export function leftBehind(): string | null {
  const calls = queries.getQueryData(api.calls.runningCalls.queryKey({ input: {} })) ?? [];
  if (calls.some(({ mine }) => mine)) return '还有一通电话没有记下结果，退出后别人也不能再打这位患者。请先记下结果。';
  return hasUnsent() ? '写下的内容还没有保存，退出后就没有了。' : null;
}

export async function signOut(): Promise<void> {
  await client.accounts.signOut({}).catch(() => undefined);
  session.token = '';
  forgetUnsent();
  queries.clear();
  location.reload();
}
