import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { skipReasons } from '../../shared/base/contract/words.ts';
import type { ImportPreview } from '../../shared/import/contract/import.ts';
import { api } from '../base/client.ts';
import { Failure } from '../ui/parts.tsx';
import './overTable.css';

const shownAtMost = 500;

/** Lines of the file that are nobody's: titles, headers, totals, signatures, hidden ones left out. */
export function SkippedTable({ preview, height }: { preview: ImportPreview; height: number }) {
  const input = { uploadId: preview.uploadId, limit: shownAtMost };
  const skipped = useQuery({
    ...api.import.previewSkipped.queryOptions({ input }),
    queryKey: ['preview skipped', input, preview],
    staleTime: Number.POSITIVE_INFINITY,
  });
  const rows = skipped.data?.rows ?? [];
  return (
    <>
      <div className="mut over-table">
        这些行不是患者，没有读；其余每一行不是读取了，就是退回了。
        {preview.counts.skipped > rows.length && rows.length > 0 && `下面是前 ${rows.length} 行。`}
      </div>
      <Failure error={skipped.error} />
      <Table
        rowKey={(row) => `${row.sheet} ${row.row}`}
        size="small"
        pagination={false}
        scroll={{ y: Math.max(120, height) }}
        dataSource={rows}
        locale={{ emptyText: '没有' }}
        columns={[
          ...(preview.read.length > 1 ? [{ title: '工作表', dataIndex: 'sheet', width: 140, ellipsis: true }] : []),
          { title: '行', dataIndex: 'row', width: 80, align: 'right' as const },
          { title: '是什么', width: 110, render: (_: unknown, { why }: (typeof rows)[number]) => skipReasons.zh[why] },
          { title: '内容', dataIndex: 'text', ellipsis: true },
        ]}
      />
    </>
  );
}
