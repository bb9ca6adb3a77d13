/** Table of the tasks that calls leave, by follow-up. */
import type { UseQueryResult } from '@tanstack/react-query';
import { Table, type TableColumnsType } from 'antd';
import type { HTMLAttributes } from 'react';
import type { Command } from '../base/commands.ts';
import { Failure, Nothing } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/rowKeys.ts';

export const rowsOnPage = 50;

export function FollowOnTable<Row extends { readonly followUpId: string }>({
  found,
  columns,
  page,
  setPage,
  empty,
  testId,
  keysOf,
}: {
  found: UseQueryResult<{ total: number; rows: Row[] }, unknown>;
  columns: TableColumnsType<Row>;
  page: number;
  setPage: (page: number) => void;
  empty: string;
  testId: string;
  /** What the keys do with a row. */
  keysOf: (row: Row) => readonly Command[];
}) {
  const total = found.data?.total ?? 0;
  const rows = found.data?.rows ?? [];
  const [cursor, go] = useRowKeys(rows.length, '选中的这一位', (at) => {
    const row = rows[at];
    return row ? keysOf(row) : [];
  });
  return (
    <>
      <Failure error={found.error} retry={() => void found.refetch()} />
      <div className="card fill" data-testid={testId}>
        <Table
          size="small"
          rowKey="followUpId"
          columns={columns}
          dataSource={rows}
          rowClassName={(_, index) => (index === cursor ? 'row-cursor' : '')}
          onRow={(_, index = 0) => ({ 'data-cursor': index === cursor, onClick: () => go(index) }) as HTMLAttributes<HTMLElement>}
          loading={found.isLoading}
          pagination={
            total > rowsOnPage ? { current: page, pageSize: rowsOnPage, total, showSizeChanger: false, onChange: setPage } : false
          }
          locale={{ emptyText: <Nothing>{empty}</Nothing> }}
        />
      </div>
    </>
  );
}
