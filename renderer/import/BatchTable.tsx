import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Input, Modal, Table } from 'antd';
import { useState } from 'react';
import { civilDateOf, civilTimeOf } from '../../shared/base/rules/time.ts';
import type { ImportBatch } from '../../shared/import/contract/import.ts';
import { api, client } from '../base/client.ts';
import { useDraft } from '../base/useDraft.ts';
import { Failure, Mark } from '../ui/parts.tsx';
import { RejectsButton } from './RejectsButton.tsx';
import './batchTable.css';

const pageSize = 50;

/** Batches imported before, newest first. */
export function BatchTable() {
  const [page, setPage] = useState(1);
  const [undoing, setUndoing] = useState<ImportBatch | null>(null);
  const batches = useQuery(api.import.batches.queryOptions({ input: { offset: (page - 1) * pageSize, limit: pageSize } }));
  return (
    <div className="card fill import-batches">
      <div className="import-batches-title">导入批次</div>
      <Failure error={batches.error} retry={() => void batches.refetch()} />
      <Table<ImportBatch>
        rowKey="id"
        size="small"
        loading={batches.isLoading}
        dataSource={batches.data?.rows ?? []}
        locale={{ emptyText: '还没有导入过。第一步：从医院系统导出上个月的出院患者，拖到上面。' }}
        pagination={{
          current: page,
          pageSize,
          total: batches.data?.total ?? 0,
          onChange: setPage,
          hideOnSinglePage: true,
          showSizeChanger: false,
        }}
        columns={[
          { title: '时间', width: 140, render: (_, batch) => `${civilDateOf(batch.at)} ${civilTimeOf(batch.at)}` },
          { title: '文件', dataIndex: 'fileName', ellipsis: true },
          { title: '导入人', dataIndex: 'by', width: 90, ellipsis: true },
          { title: '读取', width: 76, align: 'right', render: (_, { counts }) => counts.read.toLocaleString('zh-CN') },
          { title: '新增', width: 76, align: 'right', render: (_, { counts }) => counts.added.toLocaleString('zh-CN') },
          { title: '更新', width: 76, align: 'right', render: (_, { counts }) => counts.changed.toLocaleString('zh-CN') },
          { title: '退回', width: 76, align: 'right', render: (_, { counts }) => counts.rejected.toLocaleString('zh-CN') },
          { title: '状态', width: 120, render: (_, batch) => <State batch={batch} /> },
          {
            title: '',
            width: 180,
            align: 'right',
            render: (_, batch) => (
              <>
                {batch.counts.rejected > 0 && <RejectsButton batchId={batch.id} small />}
                {!batch.undoneAt && batch.drawn === 0 && (
                  <Button type="link" size="small" danger onClick={() => setUndoing(batch)}>
                    撤销
                  </Button>
                )}
              </>
            ),
          },
        ]}
      />
      {undoing && <UndoDialog batch={undoing} close={() => setUndoing(null)} />}
    </div>
  );
}

function State({ batch }: { batch: ImportBatch }) {
  if (batch.undoneAt) return <Mark>已撤销</Mark>;
  if (batch.drawn > 0) return <Mark tone="accent">抽中或备用 {batch.drawn}</Mark>;
  return <Mark tone="good">已导入</Mark>;
}

function UndoDialog({ batch, close }: { batch: ImportBatch; close: () => void }) {
  const { message } = App.useApp();
  const [reason, setReason, drop] = useDraft(`undo ${batch.id}`, '');
  const undo = useMutation({
    mutationFn: () => client.import.undoBatch({ batchId: batch.id, reason }),
    onSuccess: () => {
      drop();
      void message.success('批次已撤销');
      close();
    },
  });
  return (
    <Modal
      open
      title={`撤销 ${batch.fileName}`}
      okText="撤销这个批次"
      okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
      cancelText="取消"
      confirmLoading={undo.isPending}
      onOk={() => undo.mutate()}
      onCancel={close}
    >
      <p>
        将删除它新增的 {batch.counts.added.toLocaleString('zh-CN')} 条，恢复它更新的 {batch.counts.changed.toLocaleString('zh-CN')} 条。
      </p>
      <Input autoFocus placeholder="原因（必填）" value={reason} onChange={(event) => setReason(event.target.value)} />
      <Failure error={undo.error} />
    </Modal>
  );
}
