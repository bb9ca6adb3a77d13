import { useQuery } from '@tanstack/react-query';
import { api } from '../base/client.ts';
import { useUser } from '../base/signedIn.ts';

/** What waits after the calls: revisits to remind of, and for the supervisor stays to verify. */
export function useFollowOnCount(enabled: boolean): number {
  const { role } = useUser();
  const revisits = useQuery(api.followOn.revisits.queryOptions({ input: { limit: 1 }, enabled, retry: false }));
  const open = useQuery(
    api.followOn.verifications.queryOptions({ input: { limit: 1 }, enabled: enabled && role === 'supervisor', retry: false }),
  );
  // Revisits that are past cannot be reminded of any more.
  return (revisits.data?.counts.due ?? 0) + (open.data?.counts.open ?? 0);
}
