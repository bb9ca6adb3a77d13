/** Buttons and keys to the month before and after, beside the month picker. */
import { Button } from 'antd';
import { type Command, capOf } from '../base/commands.ts';
import { Key } from '../ui/parts.tsx';

/**
 * @param months newest first
 * @param go is given the month that is shown next
 */
export function monthSteps(months: readonly string[], month: string | null, go: (month: string) => void): [Command, Command] {
  const at = month === null ? -1 : months.indexOf(month);
  const earlier = at < 0 ? undefined : months[at + 1];
  const later = at < 0 ? undefined : months[at - 1];
  return [
    { id: 'earlier', label: '前一个月', keys: ['['], when: earlier !== undefined, run: () => earlier !== undefined && go(earlier) },
    { id: 'later', label: '后一个月', keys: [']'], when: later !== undefined, run: () => later !== undefined && go(later) },
  ];
}

export function MonthSteps({ steps }: { steps: readonly Command[] }) {
  return steps.map(({ id, label, keys, when, run }) => (
    <Button key={id} className="no-print" disabled={when === false} onClick={run}>
      {label} <Key>{capOf(keys[0] ?? '')}</Key>
    </Button>
  ));
}
