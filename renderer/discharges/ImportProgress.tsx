import { Progress } from 'antd';
import { useProgress } from '../upkeep/changes.ts';

/** How far the reading or writing is. */
export function ImportProgress() {
  const progress = useProgress('import');
  return (
    <div className="card fill centre" style={{ flexDirection: 'column', gap: 12 }}>
      <div style={{ fontSize: 15, fontWeight: 600 }}>{progress?.words ?? '正在读取文件'}…</div>
      <Progress percent={Math.floor((progress?.done ?? 0) * 100)} style={{ width: 420 }} />
    </div>
  );
}
