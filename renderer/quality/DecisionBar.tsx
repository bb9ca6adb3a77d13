/** The supervisor's decision on a review: agree 1, correct 2, send back 3. */
import { Button, Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useMemo, useRef, useState } from 'react';
import { reviewStates } from '../../shared/base/contract/words.ts';
import type { Review } from '../../shared/quality/contract/quality.ts';
import { client } from '../base/client.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { useDraft } from '../base/useDraft.ts';
import { Failure, Key } from '../ui/parts.tsx';
import { CallScorePicker, type ScoresSoFar, wholeScores } from './CallScorePicker.tsx';
import { useReviewAction } from './useReviewAction.ts';

const saidOf = (found: Review) => (found.state === 'sent_back' ? '已退回回访员' : `复核完成：${reviewStates.zh[found.state]}`);

export function DecisionBar({ review, correct, decided }: { review: Review; correct: () => void; decided: () => void }) {
  const [note, setNote, drop] = useDraft(`review note ${review.id}`, '');
  const [scores, setScores] = useState<ScoresSoFar>(review.scores ?? {});
  const [wanting, setWanting] = useState(false);
  const box = useRef<TextAreaRef>(null);
  const decision = useReviewAction(client.quality.decideReview, saidOf, decided);
  const whole = wholeScores(scores);
  const unfinished = whole === null && Object.keys(scores).length > 0;
  const decide = (verdict: 'agree' | 'send_back') =>
    decision.mutate(
      { id: review.id, expectedVersion: review.version, verdict, note, ...(whole ? { scores: whole } : {}) },
      { onSuccess: drop },
    );
  const sendBack = () => {
    setWanting(note.trim() === '');
    if (note.trim() === '') box.current?.focus();
    else decide('send_back');
  };
  const latest = useRef({ decide, sendBack, correct });
  latest.current = { decide, sendBack, correct };
  const ready = !decision.isPending && !unfinished;
  const corrected = review.sheet.corrections.some(({ at }) => at >= review.drawnAt);
  const commands = useMemo<Command[]>(
    () => [
      { id: 'review.agree', label: '同意', keys: ['1'], when: ready, run: () => latest.current.decide('agree') },
      { id: 'review.correct', label: '更正', keys: ['2'], run: () => latest.current.correct() },
      { id: 'review.back', label: '退回', keys: ['3', 'Ctrl+Enter'], when: ready, run: () => latest.current.sendBack() },
    ],
    [ready],
  );
  useCommands(commands, '复核');
  return (
    <div className="quality-decide" data-testid="decide">
      <CallScorePicker scores={scores} change={setScores} />
      <Input.TextArea
        ref={box}
        aria-label="复核意见"
        rows={1}
        maxLength={1000}
        status={wanting && note.trim() === '' ? 'error' : ''}
        placeholder="复核意见。同意可不填；退回请写明要核对或补充什么，Ctrl Enter 退回"
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <Failure error={decision.error} />
      <div className="row">
        <Button type="primary" disabled={!ready} loading={decision.isPending} onClick={() => decide('agree')}>
          {corrected ? '更正无误，完成' : '同意'} <Key>1</Key>
        </Button>
        <Button onClick={correct}>
          更正 <Key>2</Key>
        </Button>
        <Button danger disabled={!ready} onClick={sendBack}>
          退回 <Key>3</Key>
        </Button>
        {unfinished && <span className="mut">六项评分要么都评，要么都不评</span>}
        {wanting && note.trim() === '' && <span className="bad">请先写明退回的原因</span>}
      </div>
    </div>
  );
}
