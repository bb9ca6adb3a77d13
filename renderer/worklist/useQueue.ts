/** Hook that loads only the visible pages of the queue and refetches them on change. */
import { useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Inputs, Outputs } from '../../shared/contract.ts';
import type { QueueRow } from '../../shared/worklist/contract/workList.ts';
import { api, queries } from '../base/client.ts';

export type QueueChoice = Omit<NonNullable<Inputs['worklist']['workList']>, 'offset' | 'limit'>;
type Page = Outputs['worklist']['workList'];

export const pageSize = 100;
const usualMs = 60_000;
const offlineMs = 5_000;

/** Asks again at the moment the queue changes by the clock alone: measured on the core's clock, not on this machine's. */
function useTimelyQueue(page: Page | undefined, receivedAt: number): void {
  const changesAt = page?.changesAt;
  const now = page?.now;
  useEffect(() => {
    if (!changesAt || !now) return undefined;
    const wait = Date.parse(changesAt) - Date.parse(now) - (Date.now() - receivedAt);
    if (wait > 3_600_000) return undefined;
    const timer = setTimeout(() => void queries.invalidateQueries({ queryKey: api.worklist.key() }), Math.max(500, wait));
    return () => clearTimeout(timer);
  }, [changesAt, now, receivedAt]);
}

export interface Queue {
  readonly total: number;
  readonly counts: Page['counts'] | null;
  readonly rowAt: (index: number) => QueueRow | undefined;
  readonly loading: boolean;
  readonly error: unknown;
  /** When what is shown was true, on this machine's clock; 0 before anything came. */
  readonly receivedAt: number;
  readonly show: (from: number, to: number) => void;
  readonly again: () => void;
}

export function useQueue(choice: QueueChoice): Queue {
  const [[first, last], setPages] = useState<readonly [number, number]>([0, 0]);
  const indexes = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const pages = useQueries({
    queries: indexes.map((index) =>
      api.worklist.workList.queryOptions({
        input: { ...choice, offset: index * pageSize, limit: pageSize },
        refetchInterval: (query) => (query.state.status === 'error' ? offlineMs : usualMs),
      }),
    ),
  });
  const loaded = pages.filter((page) => page.data !== undefined).toSorted((a, b) => b.dataUpdatedAt - a.dataUpdatedAt)[0];
  // What is known of the queue outlives a change of the filter until the new answer is there.
  const known = useRef<Page | undefined>(undefined);
  if (loaded?.data) known.current = loaded.data;
  useTimelyQueue(loaded?.data, loaded?.dataUpdatedAt ?? 0);
  const show = useCallback((from: number, to: number) => {
    const wanted = [Math.floor(from / pageSize), Math.floor(Math.max(from, to) / pageSize)] as const;
    setPages((now) => (now[0] === wanted[0] && now[1] === wanted[1] ? now : wanted));
  }, []);
  const failed = pages.find((page) => page.isError);
  return {
    total: loaded?.data?.total ?? (failed ? 0 : (known.current?.total ?? 0)),
    counts: known.current?.counts ?? null,
    rowAt: (index) => pages[Math.floor(index / pageSize) - first]?.data?.rows[index % pageSize],
    loading: loaded === undefined && !failed,
    error: failed?.error ?? null,
    receivedAt: loaded?.dataUpdatedAt ?? 0,
    show,
    again: () => void queries.invalidateQueries({ queryKey: api.worklist.key() }),
  };
}
