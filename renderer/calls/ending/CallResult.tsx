/** Shows the result of the call in one line; Enter goes to the next patient. */

import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { attemptOutcomes, dispositions } from '../../../shared/base/contract/words.ts';
import { undoSeconds } from '../../../shared/calls/rules/undo.ts';
import type { client } from '../../base/client.ts';
import { type Command, useCommands } from '../../base/commands.ts';
import { Failure, Key, Mark } from '../../ui/parts.tsx';
import { useNow } from '../../ui/useNow.ts';
import { appointmentInWords } from '../../worklist/index.ts';
import '../../ui/callFrame.css';
import '../../ui/callSay.css';

/** 4 分 05 秒, 38 秒 */
function lasted(seconds: number): string {
  return seconds < 60 ? `${seconds} 秒` : `${Math.floor(seconds / 60)} 分 ${String(seconds % 60).padStart(2, '0')} 秒`;
}

export type Ended = Awaited<ReturnType<typeof client.calls.endCall>>;

export function CallResult({
  name,
  incoming,
  result,
  next,
  back,
  taking,
  undo,
  undoing,
  error,
}: {
  name: string;
  /** The patient called: nothing was dialled. */
  incoming: boolean;
  result: Ended;
  next: () => void;
  back: () => void;
  taking: boolean;
  undo: () => void;
  undoing: boolean;
  error: unknown;
}) {
  const [shownAt] = useState(() => Date.now());
  const left = undoSeconds - Math.floor((useNow() - shownAt) / 1_000);
  const mayUndo = result.undoUntil !== null && left > 0;
  const commands = useMemo<Command[]>(
    () => [
      { id: 'undo', label: '撤销刚记下的结果', keys: ['Ctrl+Z'], when: mayUndo && !undoing, run: undo },
      { id: 'next-patient', label: '下一位', keys: ['Enter'], run: next },
      { id: 'back', label: '返回任务列表', keys: ['Escape'], run: back },
    ],
    [next, back, mayUndo, undoing, undo],
  );
  useCommands(commands, '通话结果');
  const done = result.followUpState === 'ended';
  return (
    <div className="call-middle result" data-testid="call-result" data-outcome={result.outcome}>
      <div className="call-say">
        {name}：{attemptOutcomes.zh[result.outcome]}
        {done && result.disposition && result.disposition !== result.outcome && `，${dispositions.zh[result.disposition]}`}
        {!done && result.nextAt && `，${appointmentInWords(result.nextAt)} 再打`}
      </div>
      <p>
        <Mark tone={result.outcome === 'completed' ? 'good' : 'plain'}>{done ? '这位患者的回访已结束' : '已排回任务列表'}</Mark>{' '}
        {result.registeredFeedback > 0 && <Mark tone="accent">登记意见和表扬 {result.registeredFeedback} 条</Mark>}{' '}
        <span className="mut">
          {result.talkSeconds === null
            ? `${incoming ? '通话' : '拨打'} ${lasted(result.callSeconds)}`
            : `通话 ${lasted(result.talkSeconds)}${incoming ? '' : `，拨出到挂断 ${lasted(result.callSeconds)}`}`}
        </span>
      </p>
      <Failure error={error} />
      <div className="row">
        <Button type="primary" size="large" loading={taking} onClick={next}>
          下一位 <Key>↵</Key>
        </Button>
        <Button size="large" onClick={back}>
          返回列表 <Key>Esc</Key>
        </Button>
        {mayUndo && (
          <Button size="large" loading={undoing} onClick={undo} data-testid="undo">
            撤销，回到拨打（{left} 秒） <Key>Ctrl Z</Key>
          </Button>
        )}
      </div>
    </div>
  );
}
