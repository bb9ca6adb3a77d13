import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import { useState } from 'react';
import { civilDateOf, civilTimeOf } from '../../shared/base/rules/time.ts';
import type { PullRun } from '../../shared/connections/contract/connections.ts';
import { api, client } from '../base/client.ts';
import { RejectsButton } from '../import/index.ts';
import { Failure, Mark } from '../ui/parts.tsx';
import { useHeight } from '../ui/useHeight.ts';
import './runTable.css';

const pageSize = 50;

/** Pulls, newest first: by hand and by schedule, with what they brought or why they failed. */
export function RunTable() {
  const [page, setPage] = useState(1);
  const [card, height] = useHeight();
  const runs = useQuery(api.connections.pullRuns.queryOptions({ input: { offset: (page - 1) * pageSize, limit: pageSize } }));
  const see = useMutation({ mutationFn: () => client.connections.seePullRuns({}) });
  const unseen = runs.data?.unseen ?? 0;
  return (
    <div ref={card} className="card fill pull-runs">
      <div className="row pull-runs-head">
        <b>取数记录</b>
        {unseen > 0 && (
          <>
            <Mark tone={(runs.data?.unseenFailed ?? 0) > 0 ? 'bad' : 'accent'}>{unseen} 条未看</Mark>
            <Button size="small" loading={see.isPending} onClick={() => see.mutate()}>
              知道了
            </Button>
          </>
        )}
      </div>
      <Failure error={runs.error ?? see.error} retry={() => void runs.refetch()} />
      <Table<PullRun>
        rowKey="id"
        size="small"
        loading={runs.isLoading}
        scroll={{ y: Math.max(100, height - 130) }}
        dataSource={runs.data?.rows ?? []}
        locale={{ emptyText: '还没有取过数' }}
        pagination={{
          current: page,
          pageSize,
          total: runs.data?.total ?? 0,
          onChange: setPage,
          hideOnSinglePage: true,
          showSizeChanger: false,
        }}
        columns={[
          { title: '时间', width: 140, render: (_, run) => `${civilDateOf(run.startedAt)} ${civilTimeOf(run.startedAt)}` },
          { title: '连接', dataIndex: 'connection', width: 130, ellipsis: true },
          { title: '出院日期', width: 200, render: (_, run) => `${run.from} 至 ${run.to}` },
          { title: '方式', width: 80, render: (_, run) => (run.scheduledMonth ? '定时' : run.by) },
          { title: '结果', render: (_, run) => <Result run={run} /> },
          {
            title: '',
            width: 110,
            align: 'right',
            render: (_, run) => run.batchId && (run.counts?.rejected ?? 0) > 0 && <RejectsButton batchId={run.batchId} small />,
          },
        ]}
      />
    </div>
  );
}

function Result({ run }: { run: PullRun }) {
  const isNew = !run.seen && run.state !== 'running';
  const { counts } = run;
  return (
    <>
      {isNew && <Mark tone="accent">新</Mark>} {run.state === 'running' && <Mark tone="accent">进行中</Mark>}
      {run.state === 'failed' && (
        <span className="bad">
          {run.error}
          {run.tries > 1 && `（已试 ${run.tries} 次）`}
        </span>
      )}
      {counts && (
        <span>
          读取 {counts.read}，新增 {counts.added}，更新 {counts.changed}，未变 {counts.unchanged}，退回 {counts.rejected}
          {run.newDepartments.length > 0 && <span className="mut">；新科室：{run.newDepartments.join('、')}</span>}
        </span>
      )}
    </>
  );
}
