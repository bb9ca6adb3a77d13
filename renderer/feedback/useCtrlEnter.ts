/** Hook that binds Ctrl+Enter to the main action of a form. */
import { useMemo, useRef } from 'react';
import { type Command, useCommands } from '../base/commands.ts';

export const submitKey = 'Ctrl+Enter';

export function useCtrlEnter(label: string, when: boolean, run: () => void): void {
  const latest = useRef(run);
  latest.current = run;
  const commands = useMemo<Command[]>(
    () => [{ id: 'feedback.submit', label, keys: [submitKey], when, run: () => latest.current() }],
    [label, when],
  );
  useCommands(commands, '填这张表');
}
