/** A page of what calls leave to be done, by follow-up. */
import type { UseQueryResult } from '@tanstack/react-query';
import { Table, type TableColumnsType } from 'antd';
import { Failure, Nothing } from '../ui/parts.tsx';

export const rowsOnPage = 50;

export function FollowOnTable<Row extends { readonly followUpId: string }>({
  found,
  columns,
  page,
  setPage,
  empty,
  testId,
}: {
  found: UseQueryResult<{ total: number; rows: Row[] }, unknown>;
  columns: TableColumnsType<Row>;
  page: number;
  setPage: (page: number) => void;
  empty: string;
  testId: string;
}) {
  const total = found.data?.total ?? 0;
  return (
    <>
      <Failure error={found.error} retry={() => void found.refetch()} />
      <div className="card fill" data-testid={testId}>
        <Table
          size="small"
          rowKey="followUpId"
          columns={columns}
          dataSource={found.data?.rows ?? []}
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
