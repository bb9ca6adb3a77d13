/** The counts of an import in one row. */
import type { ImportCounts } from '../../shared/import/contract/import.ts';
import type { Tone } from '../ui/parts.tsx';
import './counts.css';

export type Kind = 'new' | 'changed' | 'unchanged' | 'duplicate' | 'rejected' | 'warned';

/** Words and tone of each kind of row, in the order in which they are shown. */
export const kinds: readonly { readonly kind: Kind; readonly count: keyof ImportCounts; readonly word: string; readonly tone: Tone }[] = [
  { kind: 'new', count: 'added', word: '新增', tone: 'good' },
  { kind: 'changed', count: 'changed', word: '更新', tone: 'accent' },
  { kind: 'unchanged', count: 'unchanged', word: '未变', tone: 'plain' },
  { kind: 'duplicate', count: 'duplicate', word: '文件内重复', tone: 'plain' },
  { kind: 'rejected', count: 'rejected', word: '退回', tone: 'bad' },
  { kind: 'warned', count: 'warned', word: '有提示', tone: 'warn' },
];

export function CountCards({ counts }: { counts: ImportCounts }) {
  const cell = (word: string, count: number, tone: Tone) => (
    <div key={word} className="count-card">
      <div className="mut count-word">{word}</div>
      <div className={`count-number ${count > 0 && (tone === 'bad' || tone === 'good') ? tone : ''}`}>{count.toLocaleString('zh-CN')}</div>
    </div>
  );
  return (
    <div className="card count-cards">
      {cell('读取', counts.read, 'plain')}
      {kinds.map(({ count, word, tone }) => cell(word, counts[count], tone))}
    </div>
  );
}
