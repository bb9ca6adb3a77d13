/** Keyboard handling of a list whose rows have actions: ↓ and ↑ move the cursor, a row's keys act on it. */
import { useEffect, useMemo, useState } from 'react';
import { type Command, useCommands } from '../base/commands.ts';

/**
 * The place of the row under the cursor, and a way to put it elsewhere.
 * @param actions what the keys do with the row at this place; none without a row
 */
export function useRowKeys(
  count: number,
  doing: string,
  actions: (at: number) => readonly Command[],
): readonly [number, (at: number) => void] {
  const [at, go] = useState(0);
  const last = Math.max(0, count - 1);
  const here = Math.min(at, last);
  useEffect(() => {
    if (here >= 0) document.querySelector('[data-cursor=true]')?.scrollIntoView({ block: 'nearest' });
  }, [here]);
  const moves = useMemo<Command[]>(
    () => [
      { id: 'row.next', label: '下一行', keys: ['ArrowDown'], when: count > 0, run: () => go(Math.min(here + 1, last)) },
      { id: 'row.previous', label: '上一行', keys: ['ArrowUp'], when: count > 0, run: () => go(Math.max(here - 1, 0)) },
    ],
    [count, here, last],
  );
  const own = count > 0 ? actions(here) : [];
  useCommands([...moves, ...own], doing);
  return [here, go];
}
