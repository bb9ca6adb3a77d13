/**
 * The page 复诊与核实: tasks that calls leave. Nurses remind of revisits; the supervisor also verifies stays that were
 * denied.
 */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../base/client.ts';
import { useUser } from '../base/signedIn.ts';
import { Page } from '../ui/parts.tsx';
import { RevisitTable } from './RevisitTable.tsx';
import { VerificationTable } from './VerificationTable.tsx';
import './followOnPage.css';

type List = 'due' | 'overdue' | 'marked' | 'toVerify' | 'verified';

export function FollowOnPage() {
  const supervisor = useUser().role === 'supervisor';
  const [list, choose] = useState<List>('due');
  const revisits = useQuery(api.followOn.revisits.queryOptions({ input: { limit: 1 } }));
  const stays = useQuery(api.followOn.verifications.queryOptions({ input: { limit: 1 }, enabled: supervisor }));
  const counts = revisits.data?.counts;
  const chips: readonly { readonly id: List; readonly label: string; readonly count: number | undefined; readonly hot?: boolean }[] = [
    { id: 'due', label: `${revisits.data?.days ?? 7} 天内复诊`, count: counts?.due },
    { id: 'overdue', label: '过期未复诊', count: counts?.overdue },
    { id: 'marked', label: '已处理', count: counts?.marked },
    ...(supervisor
      ? [
          { id: 'toVerify' as const, label: '待核实', count: stays.data?.counts.open, hot: true },
          { id: 'verified' as const, label: '已核实', count: stays.data?.counts.verified },
        ]
      : []),
  ];
  return (
    <Page
      title={supervisor ? '复诊与核实' : '复诊提醒'}
      beside={
        <nav className="chips" aria-label="列表">
          {chips.map(({ id, label, count, hot }) => (
            <button
              key={id}
              type="button"
              className={`mark chip ${hot && count ? 'warn' : 'plain'}`}
              aria-pressed={list === id}
              onClick={() => choose(id)}
            >
              {label} {count ?? ''}
            </button>
          ))}
        </nav>
      }
    >
      {list === 'toVerify' || list === 'verified' ? (
        <VerificationTable key={list} filter={list === 'toVerify' ? 'open' : 'verified'} />
      ) : (
        <RevisitTable key={list} filter={list} days={revisits.data?.days ?? 7} />
      )}
    </Page>
  );
}
