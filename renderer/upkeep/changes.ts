/** Pushes from the core: which rooms changed, how far long work is. */
import { useEffect, useState } from 'react';
import type { Change } from '../../shared/contract/upkeep.ts';
import { api, client, queries } from '../client.ts';

type Progress = NonNullable<Change['progress']>;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Hears every push until the signal ends it; a lost connection is taken up again. */
async function listen(hear: (change: Change) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const change of await client.upkeep.changes({}, { signal })) hear(change);
    } catch {
      // The connection was lost; it is taken up again below.
    }
    await wait(2_000);
  }
}

function useChanges(hear: (change: Change) => void): void {
  useEffect(() => {
    const stop = new AbortController();
    void listen(hear, stop.signal);
    return () => stop.abort();
  }, [hear]);
}

function askAgain(change: Change): void {
  if (change.progress) return;
  void queries.invalidateQueries({ queryKey: api[change.room].key() });
}

/** Keeps what every screen shows in step with the core; used once by the shell. */
export function useFreshness(): void {
  useChanges(askAgain);
}

/** How far a long task is, 0–1, in words; null while it has not begun. */
export function useProgress(task: string): Progress | null {
  const [progress, setProgress] = useState<Progress | null>(null);
  const [hear] = useState(() => (change: Change) => {
    if (change.progress?.task === task) setProgress(change.progress);
  });
  useChanges(hear);
  return progress;
}
