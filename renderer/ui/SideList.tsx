/** The left list of a two-pane screen; its open entry is shown on the right. Its look is in sideList.css. */
import './sideList.css';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { type Command, useCommands } from '../base/commands.ts';

/** One of the list; the open one is kept in sight. */
export function SideRow({ on, open, children }: { on: boolean; open: () => void; children: ReactNode }) {
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (on) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [on]);
  return (
    <button ref={ref} type="button" className={on ? 'side-row on' : 'side-row'} aria-current={on} onClick={open}>
      {children}
    </button>
  );
}

/** ↓ and ↑ open the next and the previous one of the list. @param measure the measure word of what is listed: 份, 件 */
export function useStepKeys(
  measure: string,
  rows: readonly { readonly id: string }[],
  openId: string | undefined,
  open: (id: string) => void,
) {
  const step = useRef((_by: number) => {});
  step.current = (by) => {
    const next = rows[rows.findIndex((row) => row.id === openId) + by];
    if (next) open(next.id);
  };
  useCommands(
    useMemo<Command[]>(
      () => [
        { id: 'side.next', label: `下一${measure}`, keys: ['ArrowDown', 'j'], run: () => step.current(1) },
        { id: 'side.previous', label: `上一${measure}`, keys: ['ArrowUp', 'k'], run: () => step.current(-1) },
      ],
      [measure],
    ),
  );
}
