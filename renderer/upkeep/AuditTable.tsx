import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { useState } from 'react';
import { civilDateOf, civilTimeOf } from '../../shared/base/rules/time.ts';
import { api } from '../base/client.ts';
import { Failure } from '../ui/parts.tsx';
import { actionWords } from './actionWords.ts';

const rowsPerPage = 100;
/** The window without what stands above and below the rows, so that the pager is in sight. */
const rowsHeight = 'max(160px, calc(100vh - 316px))';

export function AuditTable() {
  const [page, setPage] = useState(1);
  const audit = useQuery(
    api.upkeep.audit.queryOptions({ input: { offset: (page - 1) * rowsPerPage, limit: rowsPerPage }, placeholderData: keepPreviousData }),
  );
  return (
    <>
      <Failure error={audit.error} retry={() => void audit.refetch()} />
      <Table
        rowKey="seq"
        size="small"
        loading={audit.isLoading}
        dataSource={audit.data?.rows ?? []}
        scroll={{ y: rowsHeight }}
        pagination={{
          current: page,
          pageSize: rowsPerPage,
          total: audit.data?.total ?? 0,
          onChange: setPage,
          showSizeChanger: false,
          showTotal: (total) => `共 ${total} 条`,
        }}
        columns={[
          { title: '序号', dataIndex: 'seq', width: 80, align: 'right' },
          { title: '时间', width: 150, render: (_, line) => `${civilDateOf(line.at)} ${civilTimeOf(line.at)}` },
          { title: '人员', dataIndex: 'user', width: 120 },
          { title: '操作', width: 200, render: (_, line) => actionWords[line.action] ?? line.action },
          { title: '对象', dataIndex: 'subject', width: 260, ellipsis: true },
          { title: '说明', dataIndex: 'detail', ellipsis: true },
        ]}
      />
    </>
  );
}
