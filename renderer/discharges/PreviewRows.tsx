import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Segmented, Table } from 'antd';
import { useState } from 'react';
import type { ImportPreview, PreviewRow } from '../../shared/contract/discharges.ts';
import { fieldWords } from '../../shared/rules/import/fieldWords.ts';
import { api } from '../client.ts';
import { Failure, Mark } from '../ui/parts.tsx';
import { type Kind, kinds } from './counts.tsx';

const pageSize = 200;

const remarksOf = (row: PreviewRow) => [
  ...(row.reason ? [row.reason] : []),
  ...row.changes.map(({ field, from, to }) => `${fieldWords[field]}：${from || '空'} → ${to || '空'}`),
  ...row.warnings,
];

/** Every row of the file with what becomes of it; phones masked. */
export function PreviewRows({ preview, height }: { preview: ImportPreview; height: number }) {
  const [kind, setKind] = useState<Kind | 'all'>(preview.counts.rejected > 0 ? 'rejected' : 'all');
  const [page, setPage] = useState(1);
  const input = {
    uploadId: preview.uploadId,
    offset: (page - 1) * pageSize,
    limit: pageSize,
    ...(kind === 'all' ? {} : { kind }),
  };
  const rows = useQuery({
    ...api.discharges.previewRows.queryOptions({ input, placeholderData: keepPreviousData }),
    queryKey: ['preview', input, preview],
  });
  const options = [
    { value: 'all' as const, label: `全部 ${preview.counts.read}` },
    ...kinds.flatMap(({ kind: value, count, word }) =>
      preview.counts[count] > 0 ? [{ value, label: `${word} ${preview.counts[count]}` }] : [],
    ),
  ];
  return (
    <>
      <div className="row" style={{ marginBottom: 8 }}>
        <Segmented<Kind | 'all'>
          options={options}
          value={kind}
          onChange={(value) => {
            setKind(value);
            setPage(1);
          }}
        />
      </div>
      <Failure error={rows.error} />
      <Table<PreviewRow>
        rowKey="row"
        size="small"
        virtual
        scroll={{ x: 1100, y: Math.max(120, height - ((rows.data?.total ?? 0) > pageSize ? 104 : 60)) }}
        loading={rows.isLoading}
        dataSource={rows.data?.rows ?? []}
        pagination={{
          current: page,
          pageSize,
          total: rows.data?.total ?? 0,
          onChange: setPage,
          showSizeChanger: false,
          hideOnSinglePage: true,
        }}
        columns={[
          { title: '行', dataIndex: 'row', width: 58, align: 'right' },
          { title: '处理', width: 70, render: (_, row) => <KindMark row={row} /> },
          {
            title: '说明',
            width: 236,
            ellipsis: true,
            render: (_, row) => <Remarks texts={remarksOf(row)} bad={row.kind === 'rejected'} />,
          },
          { title: '住院号', dataIndex: 'inpatientNumber', width: 110, ellipsis: true },
          { title: '姓名', dataIndex: 'name', width: 84, ellipsis: true },
          { title: '性别年龄', width: 92, ellipsis: true, render: (_, row) => `${row.sex} ${row.age}` },
          { title: '电话', dataIndex: 'phone', width: 124, ellipsis: true },
          { title: '科室', dataIndex: 'department', width: 126, ellipsis: true },
          { title: '出院日期', dataIndex: 'dischargeDate', width: 102, ellipsis: true },
          { title: '诊断', dataIndex: 'diagnosis', ellipsis: true },
        ]}
      />
    </>
  );
}

function KindMark({ row }: { row: PreviewRow }) {
  const known = kinds.find((each) => each.kind === row.kind);
  return <Mark tone={known?.tone ?? 'plain'}>{known?.kind === 'duplicate' ? '重复' : (known?.word ?? '')}</Mark>;
}

function Remarks({ texts, bad }: { texts: readonly string[]; bad: boolean }) {
  const text = texts.join('；');
  return (
    <span title={text} className={bad ? 'bad' : 'mut'}>
      {text}
    </span>
  );
}
