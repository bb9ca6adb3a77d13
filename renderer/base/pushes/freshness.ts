/** Refetches the queries whose topics changed, and all queries after the connection was lost. */
import type { QueryKey } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Progress, Topic } from '../../../shared/base/contract/topics.ts';
import { topicsOf } from '../../../shared/watching.ts';
import { queries } from '../client.ts';
import { hearPushes } from './pushes.ts';
import type { Told } from './switchboard.ts';

/** A question's key begins with its room and name; a screen that must not load anew in the middle of a call has another key. */
function topicsOfKey([path]: QueryKey): readonly Topic[] {
  const [room, procedure] = Array.isArray(path) ? (path as readonly unknown[]) : [];
  return topicsOf(String(room), String(procedure));
}

/** Asks again on screens that are open; on others when they are opened. */
function askAgain(told: Told): void {
  if (told.kind === 'push' && told.push.topics.length === 0) return;
  void queries.invalidateQueries({
    predicate: ({ queryKey }) => {
      const topics = topicsOfKey(queryKey);
      return told.kind === 'missed' ? topics.length > 0 : told.push.topics.some((topic) => topics.includes(topic));
    },
  });
}

/** Used once by the shell. */
export function useFreshness(): void {
  useEffect(() => hearPushes(askAgain), []);
}

/** How far a long task of this user is, 0–1, in words; null while it has not begun. */
export function useProgress(task: string): Progress | null {
  const [progress, setProgress] = useState<Progress | null>(null);
  useEffect(
    () =>
      hearPushes((told) => {
        if (told.kind === 'push' && told.push.progress?.task === task) setProgress(told.push.progress);
      }),
    [task],
  );
  return progress;
}
