import { Table } from 'antd';
import type { ImportPreview } from '../../shared/import/contract/import.ts';

type Reason = ImportPreview['reasons'][number];

/** Why rows are rejected or carry a hint, most frequent first. */
export function ReasonTable({ reasons, height }: { reasons: readonly Reason[]; height: number }) {
  return (
    <Table<Reason>
      rowKey="reason"
      size="small"
      pagination={false}
      scroll={{ y: Math.max(120, height) }}
      dataSource={[...reasons]}
      locale={{ emptyText: '没有退回，也没有提示' }}
      columns={[
        { title: '原因', dataIndex: 'reason' },
        { title: '行数', dataIndex: 'rows', width: 120, align: 'right', render: (rows: number) => rows.toLocaleString('zh-CN') },
      ]}
    />
  );
}
