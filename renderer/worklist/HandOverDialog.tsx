import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Input, Modal, Select } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useEffect, useRef, useState } from 'react';
import { api, client } from '../base/client.ts';
import { useDraft } from '../base/useDraft.ts';
import { Failure, Key } from '../ui/parts.tsx';
import { pageRoot, useDialogKeys } from '../ui/useDialogKeys.ts';
import './handOverDialog.css';

const nextShift = '';

/** Writes a note for the next shift or for one colleague, about one patient or none. */
export function HandOverDialog({
  about,
  close,
}: {
  about: { readonly followUpId: string; readonly name: string } | null;
  close: () => void;
}) {
  const { message } = App.useApp();
  const [text, setText, drop] = useDraft(`hand-over ${about?.followUpId ?? ''}`, '');
  const [to, setTo] = useState(nextShift);
  const field = useRef<TextAreaRef>(null);
  const colleagues = useQuery(api.followOn.colleagues.queryOptions({ input: {} }));
  const send = useMutation({
    mutationFn: () =>
      client.followOn.writeHandOver({ text: text.trim(), toUserId: to === nextShift ? null : to, followUpId: about?.followUpId ?? null }),
    onSuccess: () => {
      drop();
      void message.success('已交接');
      close();
    },
  });
  useEffect(() => {
    const frame = requestAnimationFrame(() => field.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  const confirm = () => {
    if (text.trim() === '') field.current?.focus();
    else if (!send.isPending) send.mutate();
  };
  useDialogKeys((key, _, event) => {
    if (key === 'Escape') close();
    else if (key === 'Enter' && (event.ctrlKey || event.metaKey)) confirm();
    else return false;
    return true;
  });
  return (
    <Modal
      open
      getContainer={pageRoot}
      keyboard={false}
      onCancel={close}
      width={520}
      title={about ? `交接 · ${about.name}` : '写交接'}
      footer={
        <>
          <Button onClick={close}>
            取消 <Key>Esc</Key>
          </Button>
          <Button type="primary" loading={send.isPending} onClick={confirm}>
            交接 <Key>Ctrl ↵</Key>
          </Button>
        </>
      }
    >
      <div className="hand-over-form">
        <label htmlFor="hand-over-to">交给</label>
        <Select
          id="hand-over-to"
          value={to}
          onChange={setTo}
          showSearch={{ optionFilterProp: 'label' }}
          options={[
            { value: nextShift, label: '下一班（所有回访员）' },
            ...(colleagues.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <label htmlFor="hand-over-text">内容</label>
        <Input.TextArea
          id="hand-over-text"
          ref={field}
          value={text}
          maxLength={500}
          showCount
          rows={5}
          placeholder={about ? '例：女儿接的，说本人周四下午在家；先问清是谁再说回访' : '例：骨科一病区的号码今天核对过，下午可以打了'}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <Failure error={send.error} />
      <p className="dim">交接写下后不能修改或删除。</p>
    </Modal>
  );
}
