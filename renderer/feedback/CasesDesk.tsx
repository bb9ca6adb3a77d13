/** Two-pane layout of 意见与整改 and 待回复患者: the list on the left, the open feedback on the right. */
import type { InputRef } from 'antd';
import { type ReactNode, useDeferredValue, useMemo, useRef, useState } from 'react';
import type { FeedbackFilter } from '../../shared/feedback/contract/feedback.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { useUser } from '../base/signedIn.ts';
import { Nothing } from '../ui/parts.tsx';
import { useStepKeys } from '../ui/SideList.tsx';
import { CaseList } from './CaseList.tsx';
import { CaseView } from './CaseView.tsx';
import type { Chip } from './chips.ts';
import { type Counts, useCases } from './useCases.ts';
import './feedback.css';

const step = 100;

interface CasesDeskProps {
  readonly title: string;
  /** Stands after the chips. */
  readonly beside?: ReactNode;
  readonly filter: FeedbackFilter;
  readonly setFilter: (filter: FeedbackFilter) => void;
  readonly chips: (counts: Counts | undefined) => readonly Chip[];
  readonly openId: string | undefined;
  readonly open: (id: string) => void;
}

export function CasesDesk({ title, beside, filter, setFilter, chips, openId, open }: CasesDeskProps) {
  const { role } = useUser();
  const [search, setSearch] = useState('');
  const [limit, setLimit] = useState(step);
  const searchBox = useRef<InputRef>(null);
  const cases = useCases(filter, useDeferredValue(search), limit);
  const rows = cases.data?.rows ?? [];
  // The first case of a list is opened by itself and then stays: a case that moves down the list while it is being
  // answered must never hand its keyboard to another.
  const [first, setFirst] = useState<{ filter: FeedbackFilter; id: string }>();
  const top = rows[0]?.id;
  if (!openId && top && first?.filter !== filter && !cases.isPlaceholderData) setFirst({ filter, id: top });
  const shownId = openId ?? (first?.filter === filter ? first.id : undefined);
  const now = new Date().toISOString();
  useStepKeys('件', rows, shownId, open);
  useCommands(
    useMemo<Command[]>(() => [{ id: 'feedback.search', label: '搜索意见', keys: ['/'], run: () => searchBox.current?.focus() }], []),
  );

  return (
    <div className="cases">
      <CaseList
        title={title}
        beside={beside}
        chips={chips(cases.data?.counts)}
        chip={filter}
        chooseChip={(id) => setFilter(id as FeedbackFilter)}
        search={search}
        setSearch={setSearch}
        searchBox={searchBox}
        rows={rows}
        total={cases.data?.total ?? 0}
        more={() => setLimit(limit + step)}
        loading={cases.isLoading}
        error={cases.error}
        retry={() => void cases.refetch()}
        openId={shownId}
        open={open}
        now={now}
        ownDepartment={role === 'head'}
      />
      {shownId ? <CaseView id={shownId} now={now} /> : <Nothing>{cases.isLoading ? '' : '从左边选一件意见'}</Nothing>}
    </div>
  );
}
