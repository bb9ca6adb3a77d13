/** Who is signed in on this screen. */
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { User } from '../../shared/contract/accounts.ts';
import { api, client, queries, session } from '../client.ts';
import { forgetUnsent } from '../unsent.ts';

/** The user, hospital and demo mark; `user` is null when nobody is signed in. */
export function useSignedIn() {
  const token = useSyncExternalStore(session.subscribe, () => session.token);
  const me = useQuery(
    api.accounts.me.queryOptions({ input: {}, enabled: token !== '', retry: false, staleTime: Number.POSITIVE_INFINITY }),
  );
  // Neither a line that is lost nor a session that ends takes away a screen with what is typed into it.
  const known = token ? me.data : undefined;
  return {
    isLoading: token !== '' && me.isLoading,
    user: known?.user ?? null,
    hospital: known?.hospital ?? '',
    demo: known?.demo ?? false,
  };
}

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

export async function signOut(): Promise<void> {
  await client.accounts.signOut({}).catch(() => undefined);
  session.token = '';
  forgetUnsent();
  queries.clear();
  location.reload();
}
