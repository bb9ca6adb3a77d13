import { Table, type TableRef } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useEffect, useRef } from 'react';
import type { QueueRow } from '../../shared/contract/calling.ts';
import { sexes } from '../../shared/contract/words.ts';
import { Mark } from '../ui/parts.tsx';
import { useSize } from '../ui/useSize.ts';
import { rowWords, shortDate } from './callingWords.ts';

const headHeight = 36;

function columnsFor(today: string, narrow: boolean, withNurse: boolean): ColumnsType<QueueRow> {
  const all: ColumnsType<QueueRow> = [
    {
      title: '何时',
      width: 138,
      render: (_, row) => {
        if (row.heldBy) return <Mark>{row.heldBy} 处理中</Mark>;
        const { when, tone } = rowWords(row, today);
        return tone ? <Mark tone={tone}>{when}</Mark> : when;
      },
    },
    {
      title: '患者',
      width: 176,
      ellipsis: true,
      render: (_, row) => (
        <>
          <b>{row.name}</b>{' '}
          <span className="mut">
            {sexes.zh[row.sex]} {row.ageText}
          </span>
        </>
      ),
    },
    { title: '科室', dataIndex: 'department', width: 116, ellipsis: true },
    { title: '出院', width: 66, render: (_, row) => shortDate(row.dischargeDate) },
    { title: '第几天', width: 66, align: 'right', dataIndex: 'daysSince' },
    { title: '诊断', dataIndex: 'diagnosis', ellipsis: true },
    {
      title: '上次结果',
      width: 166,
      ellipsis: true,
      render: (_, row) => {
        const { last, lastDetail } = rowWords(row, today);
        return row.lastOutcome === null ? (
          <span className="dim">{last}</span>
        ) : (
          <>
            {last} <span className="dim">{lastDetail}</span>
          </>
        );
      },
    },
    { title: '次数', width: 52, align: 'right', dataIndex: 'attempts' },
    { title: '回访员', width: 76, ellipsis: true, render: (_, row) => row.nurseName ?? <span className="dim">待取</span> },
    { title: '电话', width: 126, dataIndex: 'phone', hidden: narrow },
  ];
  return withNurse ? all : all.filter((column) => column.title !== '回访员');
}

/** The ordered queue; the row under the cursor is the one Enter takes. */
export function QueueTable({
  rows,
  total,
  today,
  cursor,
  withNurse,
  loading,
  empty,
  open,
  more,
}: {
  rows: readonly QueueRow[];
  total: number;
  today: string;
  /** Index of the row under the cursor; -1 for none. */
  cursor: number;
  withNurse: boolean;
  loading: boolean;
  empty: React.ReactNode;
  open: (row: QueueRow) => void;
  /** The end of the loaded rows is near. */
  more: () => void;
}) {
  const [frame, size] = useSize();
  const table = useRef<TableRef>(null);
  useEffect(() => {
    if (cursor >= 0) table.current?.scrollTo({ index: cursor });
    if (cursor >= rows.length - 5) more();
  }, [cursor, rows.length, more]);
  return (
    <div className="card fill queue" ref={frame} data-testid="queue" data-total={total}>
      {size && (
        <Table<QueueRow>
          ref={table}
          virtual
          rowKey="followUpId"
          pagination={false}
          loading={loading}
          locale={{ emptyText: loading ? ' ' : empty }}
          scroll={{ x: size.width - 2, y: size.height - headHeight - 2 }}
          columns={columnsFor(today, size.width < 900, withNurse)}
          dataSource={rows as QueueRow[]}
          onScroll={({ currentTarget }) => {
            if (currentTarget.scrollTop + currentTarget.clientHeight > currentTarget.scrollHeight - 400) more();
          }}
          rowClassName={(row, index) => `${rowWords(row, today).dim ? 'waiting' : ''} ${index === cursor ? 'cursor' : ''}`}
          onRow={(row) => ({ onClick: () => open(row) })}
        />
      )}
    </div>
  );
}
