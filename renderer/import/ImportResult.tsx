import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import type { ImportCounts } from '../../shared/import/contract/import.ts';
import { LongTable } from '../ui/LongTable.tsx';
import { Nothing } from '../ui/parts.tsx';
import { useHeight } from '../ui/useHeight.ts';
import { CountCards } from './counts.tsx';
import { RejectsButton } from './RejectsButton.tsx';
import './importResult.css';

export interface ImportDone {
  readonly batchId: string;
  readonly fileName: string;
  readonly counts: ImportCounts;
  readonly rejects: readonly { row: number; reason: string }[];
}

const grouped = (count: number) => count.toLocaleString('zh-CN');

/** What the import did; rejected rows can be taken away, corrected and imported again. */
export function ImportResult({ done }: { done: ImportDone }) {
  const { counts, rejects, batchId } = done;
  const [card, height] = useHeight();
  return (
    <>
      <Alert
        type="success"
        showIcon
        title={`${done.fileName} 已导入：新增 ${grouped(counts.added)} 条，更新 ${grouped(counts.changed)} 条${rejects.length > 0 ? `，退回 ${grouped(rejects.length)} 行` : ''}。`}
        action={<Link to="/discharges">查看出院记录</Link>}
      />
      <CountCards counts={counts} />
      <div ref={card} className="card fill import-result">
        {rejects.length === 0 ? (
          <Nothing>没有退回的行。</Nothing>
        ) : (
          <>
            <div className="row import-rejects">
              <span className="mut">退回的行没有写入。下载退回表，改好后直接再导入即可。</span>
              <span className="grow" />
              <RejectsButton batchId={batchId} />
            </div>
            <LongTable
              label="退回的行"
              total={rejects.length}
              height={Math.max(120, height - 70)}
              columns={[
                { title: '行', width: 90, align: 'right', show: (index) => rejects[index]?.row },
                { title: '退回原因', width: 500, show: (index) => rejects[index]?.reason },
              ]}
            />
          </>
        )}
      </div>
    </>
  );
}
