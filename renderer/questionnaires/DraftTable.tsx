import { Button, Popconfirm, Table } from 'antd';
import { civilDateOf, civilTimeOf } from '../../shared/base/rules/time.ts';
import type { DraftSummary } from '../../shared/questionnaires/contract/questionnaires.ts';
import { Mark } from '../ui/parts.tsx';

/** Drafts being written, the newest first. */
export function DraftTable({
  drafts,
  open,
  compare,
  remove,
}: {
  drafts: readonly DraftSummary[];
  open: (id: string) => void;
  compare: (id: string) => void;
  remove: (id: string) => void;
}) {
  return (
    <section className="card">
      <h2>草稿 {drafts.length}</h2>
      {drafts.length === 0 ? (
        <p className="shelf-empty dim">没有草稿。要改一份问卷，在下面点“以此为底稿”；也可以用程序自带的起草，或从空白新建。</p>
      ) : (
        <Table<DraftSummary>
          size="small"
          rowKey="id"
          pagination={false}
          dataSource={[...drafts]}
          columns={[
            {
              title: '名称',
              dataIndex: 'title',
              render: (title: string, { id }) => (
                <Button type="link" size="small" className="shelf-name" onClick={() => open(id)}>
                  {title || '（未命名）'}
                </Button>
              ),
            },
            { title: '编号', dataIndex: 'code', width: 180 },
            { title: '条目', dataIndex: 'items', width: 70, align: 'right' },
            {
              title: '检查',
              dataIndex: 'faults',
              width: 110,
              render: (faults: number) => (faults > 0 ? <Mark tone="bad">{faults} 处要改</Mark> : <Mark tone="good">可以发布</Mark>),
            },
            {
              title: '上次修改',
              dataIndex: 'updatedAt',
              width: 220,
              render: (at: string, { updatedBy }) => `${civilDateOf(at)} ${civilTimeOf(at)} ${updatedBy}`,
            },
            {
              title: '操作',
              width: 220,
              render: (_, { id, title }) => (
                <span className="row" style={{ gap: 4 }}>
                  <Button size="small" onClick={() => open(id)}>
                    编辑
                  </Button>
                  <Button size="small" type="text" onClick={() => compare(id)}>
                    比较
                  </Button>
                  <Popconfirm title={`删除草稿“${title}”？`} okText="删除" onConfirm={() => remove(id)}>
                    <Button size="small" type="text" danger>
                      删除
                    </Button>
                  </Popconfirm>
                </span>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}
