/** All discharges: by month and department, or found by name, initials, number or phone tail. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input, Select, Table } from 'antd';
import { useMemo, useState } from 'react';
import type { DischargeRow } from '../../shared/contract/discharges.ts';
import { sexes, treatmentOutcomes } from '../../shared/contract/words.ts';
import { useUser } from '../accounts/signedIn.ts';
import { api } from '../client.ts';
import { useCommands } from '../commands.ts';
import { Failure, Key, Mark, Page } from '../ui/parts.tsx';
import { useHeight } from './useHeight.ts';

const pageSize = 200;
const columns = [
  { title: '出院日期', dataIndex: 'dischargeDate', width: 104 },
  { title: '姓名', dataIndex: 'name', width: 90, ellipsis: true },
  { title: '性别', width: 52, render: (_: unknown, row: DischargeRow) => (row.sex === 'unknown' ? '' : sexes.zh[row.sex]) },
  { title: '年龄', dataIndex: 'ageText', width: 76, ellipsis: true },
  { title: '住院号', dataIndex: 'inpatientNumber', width: 112, ellipsis: true },
  { title: '科室', dataIndex: 'department', width: 150, ellipsis: true },
  { title: '主要诊断', dataIndex: 'diagnosis', ellipsis: true },
  { title: '转归', width: 64, render: (_: unknown, row: DischargeRow) => (row.outcome ? treatmentOutcomes.zh[row.outcome] : '') },
  { title: '主管医师', dataIndex: 'doctor', width: 90, ellipsis: true },
  {
    title: '电话',
    width: 124,
    render: (_: unknown, row: DischargeRow) => row.phone || <span className="dim">无号码</span>,
  },
  {
    title: '回访',
    width: 100,
    render: (_: unknown, row: DischargeRow) => (row.followUp ? <Mark tone="accent">{row.followUp}</Mark> : <span className="dim">–</span>),
  },
];

export function DischargesPage() {
  const { role } = useUser();
  const [card, height] = useHeight();
  const [search, setSearch] = useState('');
  const [month, setMonth] = useState<string | null>(null);
  const [departmentId, setDepartmentId] = useState<string | null>(null);
  const [page, setPage] = useState(1);
  const months = useQuery(api.discharges.months.queryOptions({ input: {} }));
  const departments = useQuery(api.accounts.departments.queryOptions({ input: {} }));
  const list = useQuery(
    api.discharges.list.queryOptions({
      input: {
        offset: (page - 1) * pageSize,
        limit: pageSize,
        ...(search.trim() ? { search: search.trim() } : {}),
        ...(month ? { month } : {}),
        ...(departmentId ? { departmentId } : {}),
      },
      placeholderData: keepPreviousData,
    }),
  );
  const first = <T,>(set: (value: T) => void) => {
    return (value: T) => {
      set(value);
      setPage(1);
    };
  };
  useCommands(
    useMemo(
      () => [
        { id: 'discharges.search', label: '查找出院记录', keys: ['/'], run: () => document.getElementById('discharge-search')?.focus() },
      ],
      [],
    ),
  );
  return (
    <Page
      title="出院记录"
      beside={<span className="mut">{list.data ? `${list.data.total.toLocaleString('zh-CN')} 条` : ''}</span>}
      actions={
        role !== 'nurse' && (
          <Link to="/import">
            <Button type="primary">导入</Button>
          </Link>
        )
      }
    >
      <div className="row" style={{ flex: 'none' }}>
        <Input.Search
          id="discharge-search"
          allowClear
          style={{ width: 380 }}
          placeholder="姓名、拼音首字母、住院号、电话后四位"
          suffix={<Key>/</Key>}
          onSearch={first(setSearch)}
        />
        <Select<string | null>
          aria-label="月份"
          allowClear
          style={{ width: 190 }}
          placeholder="全部月份"
          value={month}
          options={(months.data ?? []).map((each) => ({ value: each.month, label: `${each.month}（${each.discharges} 人次）` }))}
          onChange={(value) => first(setMonth)(value ?? null)}
        />
        <Select<string | null>
          aria-label="科室"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          style={{ width: 200 }}
          placeholder="全部科室"
          value={departmentId}
          options={(departments.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(value) => first(setDepartmentId)(value ?? null)}
        />
      </div>
      <Failure error={list.error} retry={() => void list.refetch()} />
      <div ref={card} className="card fill" style={{ overflow: 'hidden' }}>
        <Table<DischargeRow>
          rowKey="id"
          size="small"
          virtual
          scroll={{ x: 1080, y: Math.max(120, height - 82) }}
          loading={list.isLoading}
          dataSource={list.data?.rows ?? []}
          locale={{ emptyText: search || month || departmentId ? '没有符合条件的出院记录' : '还没有出院记录，请先导入' }}
          pagination={{
            current: page,
            pageSize,
            total: list.data?.total ?? 0,
            onChange: setPage,
            showSizeChanger: false,
            style: { margin: '8px 12px' },
          }}
          columns={columns}
        />
      </div>
    </Page>
  );
}
