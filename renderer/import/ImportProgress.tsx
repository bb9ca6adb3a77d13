import { Progress, Spin } from 'antd';
import { useProgress } from '../base/pushes/freshness.ts';
import './importProgress.css';

/** How far the reading or writing is; opening a workbook cannot be measured and only turns. */
export function ImportProgress() {
  const progress = useProgress('import');
  const done = progress?.done ?? 0;
  return (
    <div className="card fill centre">
      <div className="import-progress">
        <div className="import-progress-words">{progress?.words ?? '正在读取文件'}…</div>
        {done > 0 ? <Progress percent={Math.floor(done * 100)} /> : <Spin />}
      </div>
    </div>
  );
}
