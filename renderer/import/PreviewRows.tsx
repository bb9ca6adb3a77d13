import { Popover, Segmented } from 'antd';
import { useState } from 'react';
import type { ImportPreview, PreviewRow } from '../../shared/import/contract/import.ts';
import { fieldWords } from '../../shared/import/rules/fieldWords.ts';
import { LongTable } from '../ui/LongTable.tsx';
import { Failure, Mark } from '../ui/parts.tsx';
import { type Kind, kinds } from './counts.tsx';
import { usePages } from './usePages.ts';
import './overTable.css';

/** Every row of the file with what becomes of it, as one list that scrolls; phones masked. `shown` while it is the open tab. */
export function PreviewRows({ preview, height, shown }: { preview: ImportPreview; height: number; shown: boolean }) {
  const [kind, setKind] = useState<Kind | 'all'>(preview.counts.rejected > 0 ? 'rejected' : 'all');
  const total = kind === 'all' ? preview.counts.read : preview.counts[kinds.find((each) => each.kind === kind)?.count ?? 'read'];
  const { rowAt, error, look } = usePages(preview.uploadId, kind, total, preview);
  const options = [
    { value: 'all' as const, label: `全部 ${preview.counts.read.toLocaleString('zh-CN')}` },
    ...kinds.flatMap(({ kind: value, count, word }) =>
      preview.counts[count] > 0 ? [{ value, label: `${word} ${preview.counts[count].toLocaleString('zh-CN')}` }] : [],
    ),
  ];
  const text = (show: (row: PreviewRow) => React.ReactNode) => (index: number) => {
    const row = rowAt(index);
    return row ? show(row) : <span className="dim">…</span>;
  };
  const columns = [
    ...(preview.read.length > 1 ? [{ title: '工作表', width: 110, show: text((row) => row.sheet) }] : []),
    { title: '行', width: 70, align: 'right' as const, show: text((row) => row.row) },
    { title: '处理', width: 70, show: text((row) => <KindMark row={row} />) },
    { title: '说明', width: 250, show: text((row) => <Remarks row={row} />) },
    { title: '住院号', width: 110, show: text((row) => row.inpatientNumber) },
    { title: '姓名', width: 84, show: text((row) => row.name) },
    { title: '性别年龄', width: 92, show: text((row) => `${row.sex} ${row.age}`) },
    { title: '电话', width: 124, show: text((row) => row.phone) },
    { title: '科室', width: 126, show: text((row) => row.department) },
    { title: '出院日期', width: 102, show: text((row) => row.dischargeDate) },
    { title: '诊断', width: 92, show: text((row) => row.diagnosis) },
  ];
  return (
    <>
      <div className="row over-table">
        <Segmented<Kind | 'all'> options={options} value={kind} onChange={setKind} />
      </div>
      <Failure error={error} />
      <LongTable
        key={kind}
        label="逐行核对"
        total={total}
        height={Math.max(120, height - 28)}
        columns={columns}
        onSight={look}
        listening={shown}
      />
    </>
  );
}

function KindMark({ row }: { row: PreviewRow }) {
  const known = kinds.find((each) => each.kind === row.kind);
  return <Mark tone={known?.tone ?? 'plain'}>{known?.kind === 'duplicate' ? '重复' : (known?.word ?? '')}</Mark>;
}

/** Why a row is rejected, what it changes (old → new), what is odd about it. */
function Remarks({ row }: { row: PreviewRow }) {
  const texts = [
    ...(row.reason ? [row.reason] : []),
    ...row.changes.map(({ field, from, to }) => `${fieldWords[field]}：${from || '空'} → ${to || '空'}`),
    ...row.warnings,
  ];
  if (row.changes.length === 0) {
    return (
      <span title={texts.join('；')} className={row.kind === 'rejected' ? 'bad' : 'mut'}>
        {texts.join('；')}
      </span>
    );
  }
  return (
    <Popover placement="bottomLeft" content={<Changes row={row} />}>
      <span className={row.kind === 'rejected' ? 'bad' : 'accent'}>{texts.join('；')}</span>
    </Popover>
  );
}

function Changes({ row }: { row: PreviewRow }) {
  return (
    <table className="changes">
      <thead>
        <tr>
          <th scope="col">项目</th>
          <th scope="col">现有</th>
          <th scope="col">文件里</th>
        </tr>
      </thead>
      <tbody>
        {row.changes.map(({ field, from, to }) => (
          <tr key={field}>
            <th scope="row">{fieldWords[field]}</th>
            <td className="mut">{from || '空'}</td>
            <td>{to || '空'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
