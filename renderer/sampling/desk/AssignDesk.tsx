/**
 * The assignment desk: nurses on the left, the month's open follow-ups on the right; assign by drag, by key, or in
 * bulk.
 */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import { api, client } from '../../base/client.ts';
import { type Command, useCommands } from '../../base/commands.ts';
import { Failure, Key } from '../../ui/parts.tsx';
import { DepartmentsDialog } from '../DepartmentsDialog.tsx';
import { DealDialog } from './DealDialog.tsx';
import { DeskTable } from './DeskTable.tsx';
import { HandOverDialog } from './HandOverDialog.tsx';
import { type Holder, NurseList } from './NurseList.tsx';
import { useAssigning } from './useAssigning.ts';

const pageSize = 500;

type Dialog =
  | { readonly kind: 'deal' }
  | { readonly kind: 'departments' }
  | { readonly kind: 'handOver'; readonly nurseId: string; readonly leave: boolean };

function useDesk(month: string, nurse: string | undefined, departmentId: string | undefined) {
  const list = useInfiniteQuery(
    api.sampling.desk.infiniteOptions({
      input: (offset: number) => ({
        month,
        offset,
        limit: pageSize,
        ...(nurse === undefined ? {} : { nurse }),
        ...(departmentId === undefined ? {} : { departmentId }),
      }),
      initialPageParam: 0,
      getNextPageParam: (last, pages) => {
        const loaded = pages.reduce((sum, page) => sum + page.rows.length, 0);
        return last.rows.length > 0 && loaded < last.total ? loaded : undefined;
      },
      placeholderData: keepPreviousData,
    }),
  );
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data]);
  return { list, rows, total: list.data?.pages.at(-1)?.total ?? 0 };
}

export function AssignDesk({ month }: { month: string }) {
  const nurses = useQuery(api.sampling.nurses.queryOptions({ input: {} }));
  const load = useQuery(api.sampling.load.queryOptions({ input: { month } }));
  const [holder, setHolder] = useState<string | undefined>(undefined);
  const [departmentId, setDepartmentId] = useState<string | undefined>(undefined);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const { list, rows, total } = useDesk(month, holder, departmentId);
  const assigning = useAssigning(() => setChosen(new Set()));
  const { mutate } = assigning;

  const holders = useMemo<Holder[]>(() => {
    const openOf = (nurseId: string | null) => (load.data ?? []).reduce((sum, row) => (row.nurseId === nurseId ? sum + row.open : sum), 0);
    return [
      { id: null, name: '公共任务', open: openOf(null), onLeave: false },
      ...(nurses.data ?? []).map(({ id, name, onLeave }) => ({ id, name, open: openOf(id), onLeave })),
    ];
  }, [load.data, nurses.data]);
  const departments = useMemo(() => {
    const counts = new Map<string, { name: string; open: number }>();
    for (const row of load.data ?? [])
      counts.set(row.departmentId, { name: row.department, open: (counts.get(row.departmentId)?.open ?? 0) + row.open });
    return [...counts].map(([value, { name, open }]) => ({ value, label: `${name}（${open}）` }));
  }, [load.data]);

  const commands = useMemo<Command[]>(() => {
    const give = (followUpIds: readonly string[], nurseId: string | null) =>
      mutate(() => client.sampling.assignTo({ followUpIds: [...followUpIds], nurseId }));
    return [
      ...holders.slice(0, 10).map(
        (one, at): Command => ({
          id: `give${at}`,
          label: one.id === null ? '选中的放回公共任务' : `选中的分给 ${one.name}`,
          keys: [String(at)],
          when: chosen.size > 0,
          run: () => give([...chosen], one.id),
        }),
      ),
      { id: 'all', label: '全选', keys: ['Ctrl+a'], run: () => setChosen(new Set(rows.map((row) => row.followUpId))) },
      { id: 'none', label: '取消选择', keys: ['Escape'], when: chosen.size > 0, run: () => setChosen(new Set()) },
    ];
  }, [holders, chosen, rows, mutate]);
  useCommands(commands, '分配任务');
  const close = () => setDialog(null);

  return (
    <div className="desk">
      <NurseList
        holders={holders}
        picked={holder}
        pick={(next) => {
          setHolder(next);
          setChosen(new Set());
        }}
        chosen={chosen.size}
        give={(followUpIds, nurseId) => mutate(() => client.sampling.assignTo({ followUpIds: [...followUpIds], nurseId }))}
        handOver={(nurseId) => setDialog({ kind: 'handOver', nurseId, leave: false })}
        leave={(nurseId) => setDialog({ kind: 'handOver', nurseId, leave: true })}
        back={(nurseId) => mutate(() => client.sampling.leave({ nurseId, onLeave: false }))}
      />
      <section className="card desk-list">
        <div className="desk-tools">
          <Select
            allowClear
            aria-label="科室"
            className="desk-departments"
            placeholder="全部科室"
            value={departmentId ?? null}
            onChange={(value: string | null) => {
              setDepartmentId(value ?? undefined);
              setChosen(new Set());
            }}
            options={departments}
          />
          <span className="mut">
            {chosen.size > 0 ? (
              <>
                已选 <b>{chosen.size.toLocaleString()}</b> 例：拖到左边，或按 <Key>1</Key>–
                <Key>{String(Math.max(1, Math.min(9, holders.length - 1)))}</Key> 分给对应的人，<Key>0</Key> 放回公共任务
              </>
            ) : (
              `未结束 ${total.toLocaleString()} 例，点选后拖动或按数字键分配`
            )}
          </span>
          <span className="grow" />
          <Button onClick={() => setDialog({ kind: 'departments' })}>按科室分配</Button>
          <Button type="primary" onClick={() => setDialog({ kind: 'deal' })}>
            轮流分配
          </Button>
        </div>
        <Failure error={list.error ?? nurses.error ?? load.error} retry={() => void list.refetch()} />
        <DeskTable rows={rows} chosen={chosen} choose={setChosen} loading={list.isLoading} />
        {list.hasNextPage && (
          <Button type="text" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            再显示 {Math.min(pageSize, total - rows.length)} 例
          </Button>
        )}
      </section>
      {dialog?.kind === 'deal' && <DealDialog month={month} nurses={nurses.data ?? []} pool={holders[0]?.open ?? 0} close={close} />}
      {dialog?.kind === 'departments' && (
        <DepartmentsDialog month={month} nurses={nurses.data ?? []} load={load.data ?? []} close={close} />
      )}
      {dialog?.kind === 'handOver' && (
        <HandOverDialog nurses={nurses.data ?? []} nurseId={dialog.nurseId} leave={dialog.leave} month={month} close={close} />
      )}
    </div>
  );
}
