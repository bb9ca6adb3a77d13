/** Asks for a reason before identities leave the program or something is undone. */
import { Button, Input, type InputRef, Modal } from 'antd';
import { useEffect, useRef } from 'react';
import { useDraft } from '../base/useDraft.ts';
import { Failure, Key } from './parts.tsx';
import { pageRoot } from './useDialogKeys.ts';
import './reasonDialog.css';

interface Props {
  readonly title: string;
  /** What will happen, in a sentence. */
  readonly says: string;
  readonly usual: readonly string[];
  readonly action: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly go: (reason: string) => void;
  readonly close: () => void;
}

export function ReasonDialog(props: Props) {
  return (
    <Modal open getContainer={pageRoot} title={props.title} footer={null} onCancel={props.close} width={520}>
      <Asking {...props} />
    </Modal>
  );
}

function Asking({ title, says, usual, action, busy, error, go, close }: Props) {
  const [reason, setReason, drop] = useDraft(`reason ${title}`, '');
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);
  const ready = reason.trim() !== '';
  const send = () => {
    drop();
    go(reason.trim());
  };
  // Back in the field, so that Enter goes on.
  const choose = (usual: string) => {
    setReason(usual);
    field.current?.focus();
  };
  return (
    <div className="reason">
      <p>{says}</p>
      <label htmlFor="reason-text">原因（必填）</label>
      <Input
        id="reason-text"
        ref={field}
        value={reason}
        maxLength={200}
        onChange={(event) => setReason(event.target.value)}
        onPressEnter={() => ready && !busy && send()}
      />
      <div className="row">
        {usual.map((one) => (
          <Button key={one} size="small" onClick={() => choose(one)}>
            {one}
          </Button>
        ))}
      </div>
      <Failure error={error} />
      <div className="row">
        <span className="grow" />
        <Button onClick={close}>
          取消 <Key>Esc</Key>
        </Button>
        <Button type="primary" disabled={!ready} loading={busy} onClick={send}>
          {action} <Key>↵</Key>
        </Button>
      </div>
    </div>
  );
}
