/** The calls without an outcome as the host reports them, and the one that this page has ended. */
import { useQuery } from '@tanstack/react-query';
import type { RunningCall } from '../../shared/worklist/contract/attempts.ts';
import { api, queries } from '../base/client.ts';
import { useUser } from '../base/signedIn.ts';

const askAgainMs = 60_000;

/** Calls without an outcome that concern whoever is signed in; their own first. */
export function useRunningCalls(): readonly RunningCall[] {
  const { role } = useUser();
  const enabled = role === 'nurse' || role === 'supervisor';
  return useQuery(api.calls.runningCalls.queryOptions({ input: {}, enabled, refetchInterval: askAgainMs })).data ?? [];
}

/** The user's own call; undefined where there is none. */
export const useOwnCall = (): RunningCall | undefined => useRunningCalls().find(({ mine }) => mine);

/** A call that this page has ended runs no more: the next one may be taken before the host's push arrives. */
export function callEnded(attemptId: string): void {
  queries.setQueryData(api.calls.runningCalls.queryKey({ input: {} }), (calls) => calls?.filter((call) => call.attemptId !== attemptId));
  void queries.invalidateQueries({ queryKey: api.calls.runningCalls.key() });
}
