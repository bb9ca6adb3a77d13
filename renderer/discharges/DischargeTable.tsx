import { Table, type TableRef } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useEffect, useRef } from 'react';
import { dispositions, followUpStates, sexes, treatmentOutcomes } from '../../shared/base/contract/words.ts';
import type { DischargeRow } from '../../shared/discharges/contract/discharges.ts';
import { Mark, type Tone } from '../ui/parts.tsx';
import { useSize } from '../ui/useSize.ts';

const headHeight = 36;

const toneOf = (followUp: string): Tone =>
  followUp === dispositions.zh.completed ? 'good' : followUp === followUpStates.zh.open ? 'accent' : 'plain';

const columns: ColumnsType<DischargeRow> = [
  { title: '出院', dataIndex: 'dischargeDate', width: 98 },
  {
    title: '患者',
    width: 164,
    ellipsis: true,
    render: (_, row) => (
      <>
        <b>{row.name}</b>{' '}
        <span className="mut">
          {row.sex === 'unknown' ? '' : sexes.zh[row.sex]} {row.ageText}
        </span>
      </>
    ),
  },
  { title: '住院号', dataIndex: 'inpatientNumber', width: 112, ellipsis: true },
  { title: '科室', dataIndex: 'department', width: 112, ellipsis: true },
  { title: '主要诊断', dataIndex: 'diagnosis', ellipsis: true },
  { title: '转归', width: 56, render: (_, row) => (row.outcome ? treatmentOutcomes.zh[row.outcome] : '') },
  { title: '主管医师', dataIndex: 'doctor', width: 80, ellipsis: true },
  { title: '电话', width: 126, render: (_, row) => row.phone || <span className="dim">无号码</span> },
  {
    title: '回访',
    width: 108,
    render: (_, row) => (row.followUp ? <Mark tone={toneOf(row.followUp)}>{row.followUp}</Mark> : <span className="dim">未抽中</span>),
  },
];

const notForNurses = ['住院号', '主要诊断', '转归', '主管医师'];

/** Discharges that go on as one scrolls; the row under the cursor is the one Enter opens. */
export function DischargeTable({
  rows,
  few,
  cursor,
  loading,
  empty,
  open,
  more,
}: {
  rows: readonly DischargeRow[];
  /** A nurse gets no more than tells two patients apart. */
  few: boolean;
  /** Index of the row under the cursor; -1 for none. */
  cursor: number;
  loading: boolean;
  empty: React.ReactNode;
  open: (index: number) => void;
  /** The end of the loaded rows is near. */
  more: () => void;
}) {
  const [frame, size] = useSize();
  const table = useRef<TableRef>(null);
  const ready = size !== null;
  useEffect(() => {
    if (ready && cursor >= 0) table.current?.scrollTo({ index: cursor });
    if (cursor >= rows.length - 20) more();
  }, [ready, cursor, rows.length, more]);
  return (
    <div className="card fill discharges" ref={frame}>
      {size && (
        <Table<DischargeRow>
          ref={table}
          virtual
          rowKey="id"
          pagination={false}
          loading={loading}
          locale={{ emptyText: loading ? ' ' : empty }}
          scroll={{ x: size.width - 2, y: size.height - headHeight - 2 }}
          columns={few ? columns.filter(({ title }) => !notForNurses.includes(String(title))) : columns}
          dataSource={rows as DischargeRow[]}
          onScroll={({ currentTarget }) => {
            if (currentTarget.scrollTop + currentTarget.clientHeight > currentTarget.scrollHeight - 1_500) more();
          }}
          rowClassName={(_, index) => (index === cursor ? 'cursor' : '')}
          onRow={(_, index) => ({ onClick: () => open(index ?? 0) })}
        />
      )}
    </div>
  );
}
