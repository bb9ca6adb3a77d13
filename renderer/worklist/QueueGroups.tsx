import { Button } from 'antd';
import { type QueueGroup, queueGroups } from '../../shared/base/contract/words.ts';
import { Mark, type Tone } from '../ui/parts.tsx';
import { chosenInWords, type Named } from './QueueFilter.tsx';
import type { Queue, QueueChoice } from './useQueue.ts';
import './queueGroups.css';

const tones: Partial<Record<QueueGroup, Tone>> = { due_appointment: 'accent', missed_appointment: 'bad' };

/** How many of each group, and what else the list is narrowed by; pressing one shows it alone. */
export function QueueGroups({
  counts,
  choice,
  choose,
  departments,
}: {
  counts: Queue['counts'];
  choice: QueueChoice;
  choose: (choice: QueueChoice) => void;
  departments: readonly Named[];
}) {
  const { group, ...rest } = choice;
  const whole = counts ? queueGroups.codes.reduce((sum, code) => sum + counts[code], 0) : null;
  return (
    <div className="queue-groups">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in one line */}
      <div role="group" aria-label="类别" className="row">
        <button type="button" aria-pressed={group === undefined} onClick={() => choose(rest)}>
          全部 <b>{whole?.toLocaleString('zh-CN') ?? ''}</b>
        </button>
        {queueGroups.codes.map((code) => {
          const count = counts?.[code] ?? 0;
          const tone = count > 0 ? tones[code] : undefined;
          return (
            <button
              key={code}
              type="button"
              aria-pressed={group === code}
              className={count === 0 ? 'none' : (tone ?? '')}
              onClick={() => choose(group === code ? rest : { ...rest, group: code })}
            >
              {queueGroups.zh[code]} <b>{count.toLocaleString('zh-CN')}</b>
            </button>
          );
        })}
      </div>
      <span className="grow" />
      {chosenInWords(choice, departments).map(({ word, without }) => (
        <Mark key={word} tone="accent">
          {word}
          <Button type="text" size="small" aria-label={`取消筛选 ${word}`} onClick={() => choose(without)}>
            ×
          </Button>
        </Mark>
      ))}
    </div>
  );
}
