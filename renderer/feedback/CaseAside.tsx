/** Side panel of feedback: its history, and the measures taken for earlier similar feedback. */
import type { FeedbackCase } from '../../shared/feedback/contract/feedback.ts';
import { Mark } from '../ui/parts.tsx';
import { momentOf, stepWords, waitingWord } from './words.ts';

type TimelineEntry = FeedbackCase['timeline'][number];

/** Back to the department, by review or by the patient. */
const sentBack = (entry: TimelineEntry) =>
  entry.to === 'accepted' && entry.action !== 'accept' && entry.action !== 'regrade' && entry.action !== 'note';

function Timeline({ found }: { found: FeedbackCase }) {
  const ended = found.state === 'closed';
  return (
    <ol className="case-course">
      {found.timeline.map((entry, index) => (
        <li key={`${entry.at} ${entry.action} ${String(index)}`} className={sentBack(entry) ? 'back' : ''}>
          <b>{stepWords[entry.action] ?? entry.action}</b> <span className="num">{momentOf(entry.at)}</span>{' '}
          <span className="mut">{entry.by}</span>
          {entry.deputy && <Mark tone="warn">代办</Mark>}
          {entry.why && <div className="mut why">{entry.why}</div>}
          {entry.action === 'dispatch' && found.dueAt && <div className="mut">{momentOf(found.dueAt)} 前办结</div>}
        </li>
      ))}
      {!ended && <li className="waiting">{waitingWord(found)}</li>}
    </ol>
  );
}

function Similar({ found }: { found: FeedbackCase }) {
  return found.similar.map((one) => (
    <div key={one.number} className="card case-similar">
      <div className="mut">
        {one.month} {one.department}
      </div>
      <div className="case-clamp">“{one.text}”</div>
      <div className="good case-clamp">{one.measures}</div>
    </div>
  ));
}

export function CaseAside({ found }: { found: FeedbackCase }) {
  return (
    <aside className="case-aside" aria-label="经过与相似意见">
      <h2>经过</h2>
      <Timeline found={found} />
      {found.kind !== 'praise' && (
        <>
          <h2>{found.similar.length > 0 ? `相似的 ${found.similar.length} 件，当时这样整改` : '相似的意见'}</h2>
          {found.similar.length > 0 ? <Similar found={found} /> : <div className="dim">还没有已销账的同类意见</div>}
        </>
      )}
    </aside>
  );
}
