import { useQuery } from '@tanstack/react-query';
import { api } from '../base/client.ts';

/** Results of scheduled pulls that no admin has looked at, for the mark in the rail. */
export function usePullMark(enabled: boolean): { readonly unseen: number; readonly failed: number } {
  const runs = useQuery(api.connections.pullRuns.queryOptions({ input: { limit: 1 }, enabled, retry: false }));
  return { unseen: runs.data?.unseen ?? 0, failed: runs.data?.unseenFailed ?? 0 };
}
