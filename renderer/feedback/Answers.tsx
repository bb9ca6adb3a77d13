/** The department's answers and the patient's responses, round by round. */

import { replyWays, verdicts } from '../../shared/base/contract/words.ts';
import type { FeedbackCase, Rectification, Reply } from '../../shared/feedback/contract/feedback.ts';
import { Mark, type Tone } from '../ui/parts.tsx';
import { momentOf } from './words.ts';

const verdictTone: Readonly<Record<Reply['verdict'], Tone>> = { accepted: 'good', not_accepted: 'bad', unreached: 'plain' };

/** An answer of an earlier round is folded: what counts then is why it did not do. */
function Answer({ answer, round }: { answer: Rectification; round: number }) {
  return (
    <details className="card case-answer" open={answer.round === round}>
      <summary className="mut case-small">
        <span className="row">
          <span>
            {answer.department}整改{round > 1 && `（第 ${answer.round} 轮）`}
            {answer.submittedAt && ` · ${momentOf(answer.submittedAt)} ${answer.submittedBy}`}
          </span>
          <span className="grow" />
          {answer.reviewVerdict === 'passed' && <Mark tone="good">审核通过</Mark>}
          {answer.reviewVerdict === 'returned' && <Mark tone="bad">审核退回</Mark>}
        </span>
      </summary>
      <dl>
        <dt>原因{answer.causeKind && `（${answer.causeKind}）`}</dt>
        <dd>{answer.cause}</dd>
        <dt>措施</dt>
        <dd>{answer.measures}</dd>
        <dt>责任人</dt>
        <dd>
          {answer.responsible}
          {answer.doneDate && `，${answer.doneDate.slice(5)} 完成`}
        </dd>
        {answer.reviewComment && (
          <>
            <dt>审核意见</dt>
            <dd>{answer.reviewComment}</dd>
          </>
        )}
      </dl>
    </details>
  );
}

function Told({ reply }: { reply: Reply }) {
  return (
    <div className="card case-answer">
      <div className="mut case-small row">
        <span>
          回复患者 · {momentOf(reply.at)} {reply.by}
          {reply.way !== 'call' && ` · ${replyWays.zh[reply.way]}`}
        </span>
        <span className="grow" />
        <Mark tone={verdictTone[reply.verdict]}>患者{verdicts.zh[reply.verdict]}</Mark>
      </div>
      <div>{reply.content}</div>
      {reply.patientWords && <div className="mut">患者说：“{reply.patientWords}”</div>}
    </div>
  );
}

/** Only what was handed in; the draft of this round is in its form. */
export function Answers({ found }: { found: FeedbackCase }) {
  const handedIn = found.rectifications.filter((one) => one.submittedAt !== null);
  return handedIn.map((answer) => (
    <div key={answer.round} className="case-stack">
      <Answer answer={answer} round={found.round} />
      {answer.round < found.round && answer.reviewVerdict === 'returned' && (
        <div className="card case-answer">
          <span className="mut">随访办退回：</span>
          <span className="bad">{answer.reviewComment}</span>
        </div>
      )}
      {found.replies
        .filter((reply) => reply.round === answer.round)
        .map((reply) => (
          <Told key={reply.at} reply={reply} />
        ))}
    </div>
  ));
}
