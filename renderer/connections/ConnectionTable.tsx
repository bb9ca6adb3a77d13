import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Table } from 'antd';
import { databaseKinds } from '../../shared/base/contract/words.ts';
import { civilDateOf, civilTimeOf } from '../../shared/base/rules/time.ts';
import type { Connection } from '../../shared/connections/contract/connections.ts';
import { api, client, sentenceOf } from '../base/client.ts';
import { Failure, Mark } from '../ui/parts.tsx';
import './connectionTable.css';

const at = (instant: string) => `${civilDateOf(instant)} ${civilTimeOf(instant)}`;

/** Saved connections, with their schedule and what came last. */
export function ConnectionTable({ edit, pull }: { edit: (connection: Connection) => void; pull: (connection: Connection) => void }) {
  const { modal, message } = App.useApp();
  const saved = useQuery(api.connections.list.queryOptions({ input: {} }));
  const remove = useMutation({
    mutationFn: (connectionId: string) => client.connections.removeConnection({ connectionId }),
    onError: (error) => void message.error(sentenceOf(error)),
  });
  const confirmRemoval = ({ id, name }: Connection) =>
    modal.confirm({
      title: `删除连接“${name}”？`,
      content: '保存的密码和定时一并删除；已经导入的出院记录和取数记录保留。',
      okText: '删除',
      okButtonProps: { danger: true },
      cancelText: '取消',
      onOk: () => remove.mutateAsync(id).catch(() => undefined),
    });
  return (
    <div className="card connection-table">
      <Failure error={saved.error} retry={() => void saved.refetch()} />
      <Table<Connection>
        rowKey="id"
        size="small"
        pagination={false}
        loading={saved.isLoading}
        dataSource={saved.data ?? []}
        locale={{ emptyText: '还没有连接。请向信息科要一个只读用户和一个出院患者视图，再点“新建连接”。' }}
        columns={[
          { title: '连接', dataIndex: 'name', width: 150, ellipsis: true },
          {
            title: '数据库',
            ellipsis: true,
            render: (_, each) => (
              <>
                {databaseKinds.zh[each.kind]}{' '}
                <span className="mut">
                  {each.host}:{each.port}/{each.database}
                </span>
              </>
            ),
          },
          {
            title: '定时取数',
            width: 300,
            render: (_, { schedule, nextAt }) =>
              schedule ? (
                <>
                  每月 {schedule.day} 日 {schedule.hour} 时 <span className="mut">下次 {nextAt && at(nextAt)}</span>
                </>
              ) : (
                <span className="dim">不定时</span>
              ),
          },
          { title: '最近一次', width: 230, render: (_, { lastRun }) => lastRun && <LastRun run={lastRun} /> },
          {
            title: '',
            width: 190,
            align: 'right',
            render: (_, each) => (
              <>
                <Button type="link" size="small" onClick={() => pull(each)}>
                  取数
                </Button>
                <Button type="link" size="small" onClick={() => edit(each)}>
                  修改
                </Button>
                <Button type="link" size="small" danger onClick={() => confirmRemoval(each)}>
                  删除
                </Button>
              </>
            ),
          },
        ]}
      />
    </div>
  );
}

function LastRun({ run }: { run: NonNullable<Connection['lastRun']> }) {
  const tone = run.state === 'failed' ? 'bad' : run.state === 'done' ? 'good' : 'accent';
  const words = { failed: '失败', done: `新增 ${run.counts?.added ?? 0} 条`, running: '进行中' };
  return (
    <>
      <Mark tone={tone}>{words[run.state]}</Mark> <span className="mut">{at(run.startedAt)}</span>
    </>
  );
}
