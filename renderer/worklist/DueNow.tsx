import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { sexes } from '../../shared/base/contract/words.ts';
import { civilTimeOf } from '../../shared/base/rules/time.ts';
import type { QueueRow } from '../../shared/worklist/contract/workList.ts';
import { api } from '../base/client.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { Key, Mark } from '../ui/parts.tsx';
import type { QueueChoice } from './useQueue.ts';
import './dueNow.css';

const announced = 5;

/** An appointment that comes due announces itself, whatever the list is narrowed to; it blocks nothing. */
export function DueNow({ scope, open }: { scope: QueueChoice['scope']; open: (row: QueueRow) => void }) {
  const due = useQuery(api.worklist.workList.queryOptions({ input: { scope, group: 'due_appointment', limit: announced } }));
  const [heard, setHeard] = useState<readonly string[]>([]);
  const rows = (due.data?.rows ?? []).filter((row) => row.heldBy === null && !heard.includes(row.followUpId));
  const [first] = rows;
  useCommands(
    useMemo<Command[]>(
      () => [{ id: 'due', label: '打给预约到时的患者', keys: ['P', 'p'], when: first !== undefined, run: () => first && open(first) }],
      [first, open],
    ),
  );
  const waiting = (due.data?.total ?? 0) - 1;
  return (
    <div role="status" className={first ? 'due-now' : ''} data-testid="due-now">
      {first && (
        <>
          <Mark tone="accent">预约到时</Mark>
          <b>{first.dueAt && civilTimeOf(first.dueAt)}</b>
          <span>
            {first.name}{' '}
            <span className="mut">
              {sexes.zh[first.sex]} {first.ageText} · {first.department} · {first.phone}
            </span>
          </span>
          {waiting > 0 && <span className="mut">另有 {waiting} 位也到时</span>}
          <span className="grow" />
          <Button size="small" type="primary" onClick={() => open(first)}>
            打给这一位 <Key>P</Key>
          </Button>
          <Button size="small" onClick={() => setHeard((ids) => [...ids, first.followUpId])}>
            知道了
          </Button>
        </>
      )}
    </div>
  );
}
