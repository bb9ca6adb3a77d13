/** The nurse's desk: today's quota, the month, and the queue. */

import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Button } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { queueGroups } from '../../shared/base/contract/words.ts';
import { civilDateOf, civilTimeOf } from '../../shared/base/rules/time.ts';
import type { DayLine, QueueRow } from '../../shared/worklist/contract/workList.ts';
import { api, client, sentenceOf } from '../base/client.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { useUser } from '../base/signedIn.ts';
import { Failure, Key, Mark, Nothing, Page } from '../ui/parts.tsx';
import { CallBackDialog } from './CallBackDialog.tsx';
import { DueNow } from './DueNow.tsx';
import { HandOverDialog } from './HandOverDialog.tsx';
import { MonthBar } from './MonthBar.tsx';
import { chosenInWords, QueueFilter } from './QueueFilter.tsx';
import { QueueGroups } from './QueueGroups.tsx';
import { QueueTable } from './QueueTable.tsx';
import { useOwnCall } from './runningCalls.ts';
import { type QueueChoice, useQueue } from './useQueue.ts';
import { clockOf, monthInWords } from './words.ts';

const pageOfRows = 12;

/** Her own or, where none is hers yet, what waits in the pool. */
const hasSample = (day: DayLine) => day.sampled + day.pool > 0;

function todayInWords(day: DayLine): string {
  const done = [`今日完成 ${day.completedToday}，还需 ${day.completesNeededToday}`];
  if (day.completesNeededToday > 0) {
    const pace = day.monthCompletes === 0 ? '' : `按本月拨打 ${day.monthDials} 次完成 ${day.monthCompletes} 例，`;
    done.push(`${pace}约再拨 ${day.dialsNeededToday} 个`);
  }
  const next = day.nextAppointment && civilDateOf(day.nextAppointment) === civilDateOf(new Date().toISOString());
  if (day.appointmentsToday > 0)
    done.push(`今日预约 ${day.appointmentsToday} 个${next ? `，下一个 ${civilTimeOf(day.nextAppointment ?? '')}` : ''}`);
  return done.join(' · ');
}

/** A key pressed on a focused link or button belongs to it. */
function pressesFocused(): boolean {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !focused.matches('a[href], button')) return false;
  focused.click();
  return true;
}

export function WorkListPage() {
  const user = useUser();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [choice, choose] = useState<QueueChoice>({ scope: user.role === 'nurse' ? 'mine' : 'all' });
  const [filtering, setFiltering] = useState(false);
  const [calledBack, setCalledBack] = useState(false);
  const [cursor, setCursor] = useState(-1);
  const [handing, setHanding] = useState<QueueRow | null>(null);
  const day = useQuery(api.calls.dayLine.queryOptions({ input: {}, refetchInterval: 60_000 }));
  const departments = useQuery(api.hospital.departments.queryOptions({ input: {} }));
  const clinical = (departments.data ?? []).filter(({ active, kind }) => active && kind === 'clinical');
  const queue = useQueue(choice);
  const { rowAt, total } = queue;
  // The call that has not ended comes first: until then nobody else is called.
  const inCall = useOwnCall() !== undefined;
  const mayCall = user.role !== 'director' && !inCall;
  const calls = user.role !== 'director';
  const call = useCallback((followUpId: string) => void navigate({ to: '/call/$followUpId', params: { followUpId } }), [navigate]);
  const take = useMutation({
    mutationFn: (row: QueueRow | null) => {
      if (row) return client.calls.take({ followUpId: row.followUpId });
      const { scope: _, ...filter } = choice;
      return client.calls.takeNext(filter);
    },
    onSuccess: ({ followUpId }) => call(followUpId),
    onError: (error) => {
      void message.warning(sentenceOf(error));
      queue.again();
    },
  });
  const { mutate, isPending } = take;
  const open = useCallback((row: QueueRow | null) => !isPending && mayCall && mutate(row), [isPending, mayCall, mutate]);
  const change = useCallback((next: QueueChoice) => {
    choose(next);
    setCursor(-1);
  }, []);
  const chosen = rowAt(cursor);
  const commands = useMemo<Command[]>(() => {
    const { group: _, ...whole } = choice;
    const move = (by: number) => setCursor((at) => Math.min(Math.max(0, at + by), Math.max(0, total - 1)));
    return [
      {
        id: 'take',
        label: chosen ? '打给选中的患者' : '取下一位',
        keys: ['Enter'],
        when: mayCall,
        run: () => pressesFocused() || open(chosen ?? null),
      },
      { id: 'down', label: '下移', keys: ['ArrowDown'], run: () => move(1) },
      { id: 'up', label: '上移', keys: ['ArrowUp'], run: () => move(-1) },
      { id: 'page-down', label: '下移一屏', keys: ['PageDown'], run: () => move(pageOfRows) },
      { id: 'page-up', label: '上移一屏', keys: ['PageUp'], run: () => move(-pageOfRows) },
      { id: 'end', label: '到最后', keys: ['End'], run: () => move(total) },
      { id: 'home', label: '到最前', keys: ['Home'], run: () => move(-total) },
      { id: 'none', label: '取消选中', keys: ['Escape'], inText: true, run: () => (filtering ? setFiltering(false) : setCursor(-1)) },
      { id: 'call-back', label: '患者回拨', keys: ['B', 'b'], when: mayCall, run: () => setCalledBack(true) },
      { id: 'filter', label: '筛选和查找', keys: ['F', 'f', '/'], run: () => setFiltering((now) => !now) },
      {
        id: 'hand-over',
        label: '为选中的患者写交接',
        keys: ['J', 'j'],
        when: calls && chosen !== undefined,
        run: () => setHanding(chosen ?? null),
      },
      { id: 'all-groups', label: '全部类别', keys: ['0'], run: () => change(whole) },
      ...queueGroups.codes.map((group, index) => ({
        id: `group-${group}`,
        label: `只看${queueGroups.zh[group]}`,
        keys: [String(index + 1)],
        run: () => change({ ...whole, group }),
      })),
    ];
  }, [chosen, mayCall, calls, open, total, filtering, choice, change]);
  useCommands(commands, '选患者');
  const filtered = choice.group !== undefined || chosenInWords(choice, clinical).length > 0;
  const stale = queue.error !== null && queue.receivedAt > 0;
  return (
    <Page
      title="回访任务"
      beside={
        <>
          {day.data?.month && <Mark tone="accent">{monthInWords(day.data.month)}样本</Mark>}
          {day.data && hasSample(day.data) && <span className="mut">{todayInWords(day.data)}</span>}
        </>
      }
      actions={
        <>
          <QueueFilter
            choice={choice}
            choose={change}
            departments={clinical}
            newestMonth={day.data?.month ?? null}
            mayLeave={user.role === 'supervisor'}
            maySearch={calls}
            open={filtering}
            setOpen={setFiltering}
          />
          {calls && (
            <Button disabled={inCall} onClick={() => setCalledBack(true)}>
              患者回拨 <Key>B</Key>
            </Button>
          )}
          {calls && (
            <Button type="primary" disabled={inCall} loading={isPending} onClick={() => open(chosen ?? null)}>
              {chosen ? '打给这一位' : '取下一位'} <Key>↵</Key>
            </Button>
          )}
        </>
      }
    >
      {calledBack && <CallBackDialog close={() => setCalledBack(false)} />}
      {day.data && hasSample(day.data) && <MonthBar day={day.data} />}
      {calls && <DueNow scope={choice.scope} open={open} />}
      {stale ? (
        <Alert
          type="warning"
          showIcon
          title={`${sentenceOf(queue.error)} 下面是 ${clockOf(new Date(queue.receivedAt).toISOString())} 的列表，恢复后自动更新。`}
        />
      ) : (
        <Failure error={queue.error ?? day.error} retry={queue.again} />
      )}
      <QueueGroups counts={queue.counts} choice={choice} choose={change} departments={clinical} />
      <QueueTable
        total={queue.loading && total === 0 ? pageOfRows : total}
        rowAt={rowAt}
        today={civilDateOf(new Date().toISOString())}
        cursor={cursor}
        withNurse={user.role !== 'nurse'}
        loading={queue.loading}
        empty={queue.error ? null : <EmptyQueue day={day.data} filtered={filtered} clear={() => change({ scope: choice.scope })} />}
        open={open}
        show={queue.show}
      />
      {handing && <HandOverDialog about={{ followUpId: handing.followUpId, name: handing.name }} close={() => setHanding(null)} />}
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
      {day && hasSample(day)
        ? '您名下没有待回访的患者，这个月的任务完成了。'
        : '还没有样本。随访办导入出院记录并抽样后，待回访的患者会出现在这里。'}
    </Nothing>
  );
}
