/** Shown for a running call that this page did not open: continue it, or enter the time at which it ended. */
import { Button, Input, type InputRef, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { civilDateOf } from '../../../shared/base/rules/time.ts';
import { callEndFrom } from '../../../shared/worklist/rules/leftCall.ts';
import { Key } from '../../ui/parts.tsx';
import { pageRoot, useDialogKeys } from '../../ui/useDialogKeys.ts';
import { whenOf } from '../../worklist/index.ts';
import './outcomeDialog.css';

interface Props {
  readonly startedAt: string;
  readonly goesOn: () => void;
  readonly hasEnded: (endedAt: string) => void;
}

export function LeftCall(props: Props) {
  return (
    <Modal open getContainer={pageRoot} title="这通电话还在继续吗？" width={520} footer={null} closable={false} keyboard={false}>
      <Asking {...props} />
    </Modal>
  );
}

function Asking({ startedAt, goesOn, hasEnded }: Props) {
  const [time, setTime] = useState('');
  const [asking, ask] = useState(false);
  const [complaint, complain] = useState('');
  const field = useRef<InputRef>(null);
  useEffect(() => {
    if (asking) field.current?.focus();
  }, [asking]);
  const settle = () => {
    const endedAt = callEndFrom(time, startedAt, new Date().toISOString());
    if (endedAt === null) return complain('请写挂断的时间，如 1012 或 10:12，应在拨出之后、现在之前。');
    hasEnded(endedAt);
  };
  useDialogKeys((key, typing) => {
    if (key === 'Enter') {
      if (asking) settle();
      else goesOn();
      return true;
    }
    if (key === 'Escape' && asking) {
      ask(false);
      return true;
    }
    if (key.toUpperCase() === 'G' && !typing) {
      ask(true);
      return true;
    }
    return false;
  });
  const since = whenOf(startedAt, civilDateOf(new Date().toISOString()));
  return (
    <div data-testid="left-call">
      <p>这通电话 {since} 开始，之后页面关闭过，或在另一个窗口打开着。没有挂断就接着谈；已经挂断，请写下挂断的时间，通话时长按它计算。</p>
      {asking && (
        <div className="field">
          <label htmlFor="left-call-end">挂断的时间</label>
          <Input
            id="left-call-end"
            ref={field}
            value={time}
            placeholder="1012 或 10:12"
            onChange={(event) => setTime(event.target.value)}
          />
        </div>
      )}
      {complaint && (
        <p className="bad" role="alert">
          {complaint}
        </p>
      )}
      <div className="row">
        <span className="grow" />
        {asking ? (
          <Button type="primary" onClick={settle}>
            记结果 <Key>↵</Key>
          </Button>
        ) : (
          <>
            <Button onClick={() => ask(true)}>
              已经挂断 <Key>G</Key>
            </Button>
            <Button type="primary" autoFocus onClick={goesOn}>
              还在通话，继续 <Key>↵</Key>
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
