import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { QuestionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';
import { type Change, type ChangeKind, compareContents } from '../../shared/questionnaires/rules/compare.ts';
import { Mark, type Tone } from '../ui/parts.tsx';

const kinds: Readonly<Record<ChangeKind, { readonly word: string; readonly tone: Tone }>> = {
  added: { word: '新增', tone: 'good' },
  removed: { word: '删除', tone: 'bad' },
  reworded: { word: '改文字', tone: 'warn' },
  options: { word: '改选项', tone: 'warn' },
  conditions: { word: '改条件', tone: 'warn' },
  moved: { word: '换位置', tone: 'plain' },
  other: { word: '修改', tone: 'plain' },
};

const parts: Readonly<Record<Change['part'], string>> = { about: '基本信息', item: '条目', script: '话术', guidance: '健康指导' };
const partNames = Object.keys(parts) as Change['part'][];

/** Two contents side by side: what changed, and what it means for trend lines. */
export function ComparisonView({ before, after }: { before: QuestionnaireContent; after: QuestionnaireContent }) {
  const { changes, broken, verdict } = useMemo(() => compareContents(before, after), [before, after]);
  const count = (part: Change['part']) => changes.filter((change) => change.part === part).length;
  const [part, setPart] = useState<Change['part']>(partNames.find((name) => count(name) > 0) ?? 'item');
  const shown = changes.filter((change) => change.part === part);
  return (
    <div className="comparison">
      <p className={`comparison-verdict ${broken ? 'broken' : ''}`} role="status">
        {verdict}
      </p>
      <Segmented
        value={part}
        onChange={setPart}
        options={partNames.map((name) => ({ value: name, label: `${parts[name]} ${count(name)}` }))}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
      <div className="comparison-list" tabIndex={0}>
        {shown.length === 0 && <p className="dim">{parts[part]}没有变化。</p>}
        {shown.length > 0 && (
          <table className="studio-table">
            <thead>
              <tr>
                <th style={{ width: 76 }}>变化</th>
                <th style={{ width: 150 }}>哪里</th>
                <th>以前</th>
                <th>现在</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ kind, what, before: was, after: is, breaks }) => (
                <tr key={`${kind} ${what} ${was} ${is}`}>
                  <td>
                    <Mark tone={kinds[kind].tone}>{kinds[kind].word}</Mark>
                  </td>
                  <td>
                    {what || '（未命名）'}
                    {breaks && <div className="bad comparison-breaks">影响趋势</div>}
                  </td>
                  <td className="comparison-text mut">{was}</td>
                  <td className="comparison-text">{is}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}
