/** Calls that required a reason: outside the calling hours, or a last try before it was due. */
import { useQuery } from '@tanstack/react-query';
import { Select, Table } from 'antd';
import { useState } from 'react';
import { civilDateOf, civilTimeOf } from '../../shared/base/rules/time.ts';
import { api } from '../base/client.ts';
import { Failure, Mark } from '../ui/parts.tsx';
import '../ui/listPage.css';

export function ExceptionsTab() {
  const [month, setMonth] = useState<string | undefined>();
  const calls = useQuery(api.calls.exceptionalCalls.queryOptions({ input: month ? { month } : {} }));
  return (
    <div className="number-check">
      <div className="row">
        <Select
          aria-label="月份"
          value={calls.data?.month ?? null}
          style={{ width: 120 }}
          options={(calls.data?.months ?? []).map((one) => ({ value: one, label: `${one.replace('-', '年')}月` }))}
          onChange={setMonth}
        />
        <span className="mut">回访员写明原因后，在拨打时段外拨出的电话。</span>
      </div>
      <Failure error={calls.error} retry={() => void calls.refetch()} />
      <Table
        rowKey="attemptId"
        size="small"
        pagination={false}
        loading={calls.isLoading}
        dataSource={calls.data?.rows ?? []}
        locale={{ emptyText: '这个月没有时段外的拨打' }}
        columns={[
          { title: '时间', width: 140, render: (_, row) => `${civilDateOf(row.startedAt)} ${civilTimeOf(row.startedAt)}` },
          {
            title: '例外',
            width: 130,
            render: (_, row) => <Mark tone="warn">{row.outsideHours ? '时段外' : '末次拨打过早'}</Mark>,
          },
          { title: '患者', dataIndex: 'name', width: 100 },
          { title: '科室', dataIndex: 'department', width: 140 },
          { title: '回访员', dataIndex: 'nurse', width: 90 },
          { title: '结果', dataIndex: 'outcome', width: 110 },
          { title: '原因', dataIndex: 'reason' },
        ]}
      />
    </div>
  );
}
