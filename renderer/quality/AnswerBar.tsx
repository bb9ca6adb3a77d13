/** Actions of the nurse on a returned review: correct the interview or explain, then return it. */
import { Button, Input } from 'antd';
import { useMemo, useRef } from 'react';
import type { Review } from '../../shared/quality/contract/quality.ts';
import { client } from '../base/client.ts';
import { type Command, capOf, useCommands } from '../base/commands.ts';
import { useDraft } from '../base/useDraft.ts';
import { Failure, Key } from '../ui/parts.tsx';
import { momentOf } from './qualityWords.ts';
import { useReviewAction } from './useReviewAction.ts';

export function AnswerBar({ review, correct, answered }: { review: Review; correct: () => void; answered: () => void }) {
  const [note, setNote, drop] = useDraft(`review answer ${review.id}`, '');
  const sent = review.history.findLast(({ action }) => action === 'send_back');
  const corrected = review.sheet.corrections.some(({ at }) => at >= (sent?.at ?? ''));
  const action = useReviewAction(client.quality.answerReview, () => '已返回随访办', answered);
  const ready = !action.isPending && (corrected || note.trim() !== '');
  const send = () => action.mutate({ id: review.id, expectedVersion: review.version, note }, { onSuccess: drop });
  const latest = useRef({ send, correct });
  latest.current = { send, correct };
  const commands = useMemo<Command[]>(
    () => [
      { id: 'review.correct', label: '更正', keys: ['2'], run: () => latest.current.correct() },
      { id: 'review.answer', label: '返回随访办', keys: ['Ctrl+Enter'], when: ready, run: () => latest.current.send() },
    ],
    [ready],
  );
  useCommands(commands, '复核');
  return (
    <div className="quality-decide" data-testid="answer">
      {sent && (
        <p className="quality-sent">
          <b>{sent.by}退回：</b>
          {sent.note} <span className="dim">{momentOf(sent.at)}</span>
        </p>
      )}
      <Input.TextArea
        aria-label="说明"
        rows={2}
        maxLength={1000}
        placeholder={corrected ? '说明（已更正，可不填）' : '说明情况；或先按 2 更正，再返回'}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <Failure error={action.error} />
      <div className="row">
        <Button type="primary" disabled={!ready} loading={action.isPending} onClick={send}>
          返回随访办 <Key>{capOf('Ctrl+Enter')}</Key>
        </Button>
        <Button onClick={correct}>
          更正 <Key>2</Key>
        </Button>
        {corrected && <span className="good">已更正</span>}
      </div>
    </div>
  );
}
