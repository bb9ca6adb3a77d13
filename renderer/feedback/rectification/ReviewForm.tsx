/** Lets the supervisor review a rectification: pass it on to the patient, or send it back with a reason. */
import { Button, Input } from 'antd';
import type { FeedbackCase } from '../../../shared/feedback/contract/feedback.ts';
import { client } from '../../base/client.ts';
import { capOf } from '../../base/commands.ts';
import { useDraft } from '../../base/useDraft.ts';
import { Failure, Key } from '../../ui/parts.tsx';
import { useCaseAction } from '../useCaseAction.ts';
import { submitKey, useCtrlEnter } from '../useCtrlEnter.ts';

export function ReviewForm({ found }: { found: FeedbackCase }) {
  const [comment, setComment, drop] = useDraft(`review ${found.id} ${found.round}`, '');
  const review = useCaseAction(client.feedback.review, (next) =>
    next.state === 'reviewed' ? '审核通过，可以回复患者了' : '已退回科室重新整改',
  );
  const judge = (verdict: 'passed' | 'returned') =>
    review.mutate({ id: found.id, expectedVersion: found.version, verdict, comment }, { onSuccess: drop });
  useCtrlEnter('审核通过', !review.isPending, () => judge('passed'));
  return (
    <>
      <div className="card case-form">
        <span className="mut">审核意见</span>
        <Input.TextArea
          aria-label="审核意见"
          autoFocus
          rows={2}
          value={comment}
          maxLength={1000}
          placeholder="通过可不填；退回请写明还缺什么"
          onChange={(event) => setComment(event.target.value)}
        />
      </div>
      <Failure error={review.error} />
      <div className="row case-act">
        <Button type="primary" loading={review.isPending} onClick={() => judge('passed')}>
          审核通过 <Key>{capOf(submitKey)}</Key>
        </Button>
        <Button danger disabled={comment.trim() === ''} loading={review.isPending} onClick={() => judge('returned')}>
          退回重新整改
        </Button>
        {comment.trim() === '' && <span className="dim">写明原因后才能退回</span>}
      </div>
    </>
  );
}
