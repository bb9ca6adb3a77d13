/** Hook that loads a list of feedback and keeps the old one on screen while the next loads. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { FeedbackFilter } from '../../shared/feedback/contract/feedback.ts';
import { api, type client } from '../base/client.ts';

export type Counts = Awaited<ReturnType<typeof client.feedback.list>>['counts'];

export function useCases(filter: FeedbackFilter, search: string, limit: number) {
  return useQuery(
    api.feedback.list.queryOptions({
      input: { filter, limit, ...(search.trim() ? { search: search.trim().slice(0, 40) } : {}) },
      placeholderData: keepPreviousData,
      refetchInterval: 60_000,
    }),
  );
}
