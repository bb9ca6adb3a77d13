/** What the department answered and the patient said to it, round by round. */
import type { FeedbackCase, Rectification, Reply } from '../../shared/contract/feedback.ts';
import { verdicts } from '../../shared/contract/words.ts';
import { Mark, type Tone } from '../ui/parts.tsx';
import { momentOf } from './words.ts';

const verdictTone: Readonly<Record<Reply['verdict'], Tone>> = { accepted: 'good', not_accepted: 'bad', unreached: 'plain' };

function Answer({ answer, several }: { answer: Rectification; several: boolean }) {
  return (
    <div className="card case-answer">
      <div className="mut small row">
        <span>
          科室整改{several && `（第 ${answer.round} 轮）`}
          {answer.submittedAt && ` · ${momentOf(answer.submittedAt)} ${answer.submittedBy}`}
        </span>
        <span className="grow" />
        {answer.reviewVerdict === 'passed' && <Mark tone="good">审核通过</Mark>}
        {answer.reviewVerdict === 'returned' && <Mark tone="bad">审核退回</Mark>}
      </div>
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
            <dd className={answer.reviewVerdict === 'returned' ? 'bad' : ''}>{answer.reviewComment}</dd>
          </>
        )}
      </dl>
    </div>
  );
}

function Told({ reply }: { reply: Reply }) {
  return (
    <div className="card case-answer">
      <div className="mut small row">
        <span>
          回复患者 · {momentOf(reply.at)} {reply.by}
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
    <div key={answer.round} className="stack">
      <Answer answer={answer} several={found.round > 1} />
      {found.replies
        .filter((reply) => reply.round === answer.round)
        .map((reply) => (
          <Told key={reply.at} reply={reply} />
        ))}
    </div>
  ));
}
