/** The nurse's desk: what is left for today, the month, and the one ordered queue. */
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import type { DayLine, QueueRow } from '../../shared/contract/calling.ts';
import { civilDateOf } from '../../shared/rules/time.ts';
import { useUser } from '../accounts/signedIn.ts';
import { api, client, sentenceOf } from '../client.ts';
import { type Command, useCommands } from '../commands.ts';
import { Failure, Key, Mark, Nothing, Page } from '../ui/parts.tsx';
import { CallBackDialog } from './CallBackDialog.tsx';
import { MonthBar } from './MonthBar.tsx';
import { type QueueChoice, QueueFilter } from './QueueFilter.tsx';
import { QueueTable } from './QueueTable.tsx';

const pageSize = 200;

function todayInWords(day: DayLine): string {
  const done = `今日完成 ${day.completedToday}，还需 ${day.completesNeededToday}`;
  if (day.completesNeededToday === 0) return done;
  const rate = day.contactRate === null ? '' : `按本月接通率 ${Math.round(day.contactRate * 100)} %，`;
  return `${done} · ${rate}约再拨 ${day.dialsNeededToday} 个`;
}

/** A key pressed on a focused link or button belongs to it. */
function pressesFocused(): boolean {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !focused.matches('a[href], button')) return false;
  focused.click();
  return true;
}

function useQueue(choice: QueueChoice) {
  const list = useInfiniteQuery(
    api.calling.workList.infiniteOptions({
      input: (offset: number) => ({ ...choice, offset, limit: pageSize }),
      initialPageParam: 0,
      getNextPageParam: (last, pages) => {
        const loaded = pages.reduce((sum, page) => sum + page.rows.length, 0);
        return last.rows.length > 0 && loaded < last.total ? loaded : undefined;
      },
      placeholderData: keepPreviousData,
      refetchInterval: 60_000,
    }),
  );
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return { list, rows, total: list.data?.pages.at(-1)?.total ?? 0, more };
}

export function WorkListPage() {
  const user = useUser();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [choice, choose] = useState<QueueChoice>({ scope: user.role === 'nurse' ? 'mine' : 'all' });
  const [filtering, setFiltering] = useState(false);
  const [calledBack, setCalledBack] = useState(false);
  const [cursor, setCursor] = useState(-1);
  const day = useQuery(api.calling.dayLine.queryOptions({ input: {}, refetchInterval: 60_000 }));
  const departments = useQuery(api.accounts.departments.queryOptions({ input: {} }));
  const { list, rows, total, more } = useQueue(choice);
  const mayCall = user.role !== 'director';
  const call = useCallback((followUpId: string) => void navigate({ to: '/call/$followUpId', params: { followUpId } }), [navigate]);
  const take = useMutation({
    mutationFn: (row: QueueRow | null) =>
      row ? client.calling.take({ followUpId: row.followUpId }) : client.calling.takeNext(day.data?.month ? { month: day.data.month } : {}),
    onSuccess: ({ followUpId }) => call(followUpId),
    onError: (error) => {
      void message.warning(sentenceOf(error));
      void list.refetch();
    },
  });
  const { mutate, isPending } = take;
  const open = useCallback((row: QueueRow | null) => !isPending && mayCall && mutate(row), [isPending, mayCall, mutate]);
  const commands = useMemo<Command[]>(
    () => [
      {
        id: 'take',
        label: cursor >= 0 ? '打给选中的患者' : '取下一位',
        keys: ['Enter'],
        when: mayCall,
        run: () => pressesFocused() || open(rows[cursor] ?? null),
      },
      { id: 'down', label: '下移', keys: ['ArrowDown'], run: () => setCursor((at) => Math.min(at + 1, rows.length - 1)) },
      { id: 'up', label: '上移', keys: ['ArrowUp'], run: () => setCursor((at) => Math.max(at - 1, 0)) },
      { id: 'none', label: '取消选中', keys: ['Escape'], inText: true, run: () => (filtering ? setFiltering(false) : setCursor(-1)) },
      { id: 'call-back', label: '患者回拨', keys: ['B', 'b'], when: mayCall, run: () => setCalledBack(true) },
      { id: 'filter', label: '筛选', keys: ['F', 'f'], run: () => setFiltering((now) => !now) },
    ],
    [cursor, mayCall, open, rows, filtering],
  );
  useCommands(commands);
  const filtered = choice.group !== undefined || choice.departmentId !== undefined;
  const change = (next: QueueChoice) => {
    choose(next);
    setCursor(-1);
  };
  return (
    <Page
      title="回访任务"
      beside={
        <>
          {day.data?.month && <Mark tone="accent">{`${day.data.month.replace('-', '年')}月样本`}</Mark>}
          {day.data && day.data.sampled > 0 && <span className="mut">{todayInWords(day.data)}</span>}
        </>
      }
      actions={
        <>
          <QueueFilter
            choice={choice}
            choose={change}
            departments={(departments.data ?? []).filter(({ active, kind }) => active && kind === 'clinical')}
            mayLeave={user.role === 'supervisor'}
            open={filtering}
            setOpen={setFiltering}
          />
          {mayCall && (
            <Button onClick={() => setCalledBack(true)}>
              患者回拨 <Key>B</Key>
            </Button>
          )}
          {mayCall && (
            <Button type="primary" loading={isPending} onClick={() => open(rows[cursor] ?? null)}>
              {cursor >= 0 ? '打给这一位' : '取下一位'} <Key>↵</Key>
            </Button>
          )}
        </>
      }
    >
      {calledBack && <CallBackDialog close={() => setCalledBack(false)} />}
      {day.data && day.data.sampled > 0 && <MonthBar day={day.data} />}
      <Failure error={list.error ?? day.error} retry={() => void list.refetch()} />
      <QueueTable
        rows={rows}
        total={total}
        today={civilDateOf(new Date().toISOString())}
        cursor={cursor}
        withNurse={user.role !== 'nurse'}
        loading={list.isLoading}
        empty={<EmptyQueue day={day.data} filtered={filtered} clear={() => change({ scope: choice.scope })} />}
        open={open}
        more={more}
      />
    </Page>
  );
}

function EmptyQueue({ day, filtered, clear }: { day: DayLine | undefined; filtered: boolean; clear: () => void }) {
  if (filtered)
    return (
      <Nothing>
        <span>
          没有符合筛选条件的患者。
          <Button type="link" size="small" onClick={clear}>
            清除筛选
          </Button>
        </span>
      </Nothing>
    );
  return (
    <Nothing>
      {day && day.sampled > 0
        ? '您名下没有待回访的患者，这个月的任务完成了。'
        : '还没有样本。随访办导入出院记录并抽样后，待回访的患者会出现在这里。'}
    </Nothing>
  );
}
