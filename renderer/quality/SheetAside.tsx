/** Side panel of a review: the patient's words, calls, corrections, history of the review. */

import { aspectCodes, attemptOutcomes, feedbackKinds, feedbackStates, reviewActions } from '../../shared/base/contract/words.ts';
import type { InterviewSheet, Review } from '../../shared/quality/contract/quality.ts';
import { Mark } from '../ui/parts.tsx';
import { momentOf } from './qualityWords.ts';

function Opinions({ opinions }: { opinions: InterviewSheet['opinions'] }) {
  return (
    <section>
      <h2>意见原话 {opinions.length}</h2>
      {opinions.length === 0 && <p className="dim">没有登记意见。</p>}
      {opinions.map((opinion) => (
        <div key={opinion.id} className="quality-opinion">
          <blockquote>“{opinion.text}”</blockquote>
          {opinion.takenBack && <Mark tone="warn">回答已改为没有意见，与原话不一致</Mark>}
          <div className="dim">
            {[
              opinion.kind === 'opinion' ? '' : feedbackKinds.zh[opinion.kind],
              opinion.aspect ? aspectCodes.zh[opinion.aspect] : '',
              opinion.itemTitle,
              opinion.staffName,
            ]
              .filter(Boolean)
              .join(' · ')}
          </div>
          <div className="dim">
            {opinion.number} · {opinion.department} · {feedbackStates.zh[opinion.state]}
          </div>
        </div>
      ))}
    </section>
  );
}

function Calls({ attempts }: { attempts: InterviewSheet['attempts'] }) {
  const incoming = attempts.filter((attempt) => attempt.incoming).length;
  return (
    <section>
      <h2>
        拨打 {attempts.length - incoming} 次{incoming > 0 && `，来电 ${incoming} 次`}
      </h2>
      {attempts.map((attempt) => (
        <p key={attempt.ordinal}>
          <span className="dim">{momentOf(attempt.startedAt)}</span> {attempt.incoming && <Mark tone="accent">来电</Mark>}{' '}
          {attempt.outcome ? attemptOutcomes.zh[attempt.outcome] : '通话中'} <span className="dim">{attempt.nurse}</span>
          {attempt.note && <span className="mut">：{attempt.note}</span>}
        </p>
      ))}
    </section>
  );
}

/** Corrections of an interview in words: what was, what is, why, by whom. */
export function Corrections({ corrections }: { corrections: InterviewSheet['corrections'] }) {
  if (corrections.length === 0) return null;
  return (
    <section aria-label="更正记录">
      <h2>
        <Mark tone="warn">已更正</Mark> {corrections.length} 次
      </h2>
      {corrections.map((correction) => (
        <div key={`${correction.at} ${correction.changes[0]?.title ?? ''}`} className="quality-correction">
          {correction.changes.map((change) => (
            <p key={change.title}>
              {change.title}：<s>{change.before}</s> → <b>{change.after}</b>
            </p>
          ))}
          <p className="mut">原因：{correction.reason}</p>
          <p className="dim">
            {momentOf(correction.at)} {correction.by}
          </p>
        </div>
      ))}
    </section>
  );
}

function History({ history }: { history: Review['history'] }) {
  return (
    <section>
      <h2>复核经过</h2>
      {history.map((event) => (
        <p key={`${event.at} ${event.action}`}>
          <b>{reviewActions.zh[event.action]}</b>{' '}
          <span className="dim">
            {momentOf(event.at)} {event.by}
          </span>
          {event.note && <span className="quality-note">{event.note}</span>}
        </p>
      ))}
    </section>
  );
}

export function SheetAside({ review }: { review: Review }) {
  const { sheet } = review;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    <aside className="quality-aside" aria-label="意见与经过" tabIndex={0}>
      <Opinions opinions={sheet.opinions} />
      <Corrections corrections={sheet.corrections} />
      <Calls attempts={sheet.attempts} />
      <History history={review.history} />
    </aside>
  );
}
