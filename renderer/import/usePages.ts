import { useQueries } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { PreviewRow } from '../../shared/import/contract/import.ts';
import { api } from '../base/client.ts';
import type { Kind } from './counts.tsx';

const pageSize = 200;

interface Rows {
  /** The row at a place of the list; undefined while its page is on the way. */
  readonly rowAt: (index: number) => PreviewRow | undefined;
  readonly error: unknown;
  /** Says which rows can be seen; their pages and the next ones are fetched. */
  readonly look: (first: number, last: number) => void;
}

/** Rows of a preview by their place, fetched page by page as they come into sight. `version` changes with every new preview. */
export function usePages(uploadId: string, kind: Kind | 'all', total: number, version: unknown): Rows {
  const [[from, to], setSpan] = useState([0, 0]);
  const lastPage = Math.max(0, Math.ceil(total / pageSize) - 1);
  const pages = Array.from({ length: Math.min(to, lastPage) - Math.min(from, lastPage) + 1 }, (_, at) => Math.min(from, lastPage) + at);
  const results = useQueries({
    queries: pages.map((page) => {
      const input = { uploadId, offset: page * pageSize, limit: pageSize, ...(kind === 'all' ? {} : { kind }) };
      return {
        ...api.import.previewRows.queryOptions({ input }),
        queryKey: ['preview', input, version],
        staleTime: Number.POSITIVE_INFINITY,
      };
    }),
  });
  const rowAt = (index: number) => results[pages.indexOf(Math.floor(index / pageSize))]?.data?.rows[index % pageSize];
  const look = useCallback((first: number, last: number) => {
    const span: [number, number] = [Math.max(0, Math.floor((first - 40) / pageSize)), Math.floor((last + 40) / pageSize)];
    setSpan((before) => (before[0] === span[0] && before[1] === span[1] ? before : span));
  }, []);
  return { rowAt, error: results.find((result) => result.error)?.error ?? null, look };
}
