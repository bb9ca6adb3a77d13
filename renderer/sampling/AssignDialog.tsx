import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Modal, Table } from 'antd';
import { useState } from 'react';
import { api, client, queries } from '../client.ts';
import { Failure } from '../ui/parts.tsx';
import { monthInWords } from './planWords.ts';

/** Deals a month's open follow-ups to the nurses chosen. */
export function AssignDialog({ month, close }: { month: string; close: () => void }) {
  const nurses = useQuery(api.sampling.nurses.queryOptions({ input: {} }));
  const [chosen, setChosen] = useState<string[] | null>(null);
  const ids = chosen ?? (nurses.data ?? []).map((nurse) => nurse.id);
  const assign = useMutation({
    mutationFn: () => client.sampling.assign({ month, nurseIds: ids }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.sampling.key() }),
  });
  return (
    <Modal
      open
      title={`分配 ${monthInWords(month)} 的回访任务`}
      okText="平均分配"
      cancelText="关闭"
      okButtonProps={{ disabled: ids.length === 0, loading: assign.isPending }}
      onOk={() => assign.mutate()}
      onCancel={close}
    >
      <p className="mut" style={{ marginTop: 0 }}>
        未结束、没有人正在处理的任务，按科室轮流分给勾选的回访员；已经分过的会重新分。
      </p>
      <Failure error={nurses.error ?? assign.error} />
      {assign.data && (
        <Alert type="success" showIcon style={{ marginBottom: 10 }} title={`已分配 ${assign.data.assigned.toLocaleString()} 例`} />
      )}
      <Table
        rowKey="id"
        size="small"
        pagination={false}
        scroll={{ y: 320 }}
        loading={nurses.isLoading}
        dataSource={nurses.data ?? []}
        locale={{ emptyText: '还没有回访员，请管理员先添加' }}
        rowSelection={{ selectedRowKeys: ids, onChange: (keys) => setChosen(keys.map(String)) }}
        columns={[
          { title: '回访员', dataIndex: 'name' },
          { title: '在手任务', dataIndex: 'open', align: 'right' },
        ]}
      />
    </Modal>
  );
}
