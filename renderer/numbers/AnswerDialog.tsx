/** Records the ward's answer about a number. */
import { useMutation } from '@tanstack/react-query';
import { App, Button, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import type { NumberToCheck } from '../../shared/numbers/contract/numbers.ts';
import { client } from '../base/client.ts';
import { useDraft } from '../base/useDraft.ts';
import { Failure, Key } from '../ui/parts.tsx';
import { pageRoot, useDialogKeys } from '../ui/useDialogKeys.ts';

type Kind = 'corrected' | 'verified' | 'no_other';
const kinds: readonly { value: Kind; label: string }[] = [
  { value: 'corrected', label: '有更正的号码' },
  { value: 'verified', label: '号码无误，可以再打' },
  { value: 'no_other', label: '没有其他号码' },
];

export function AnswerDialog({ row, close }: { row: NumberToCheck; close: () => void }) {
  const { message } = App.useApp();
  const [kind, setKind] = useState<Kind>('corrected');
  const [answer, setAnswer, drop] = useDraft(`ward answer ${row.phoneId}`, { number: '', relation: row.relation, note: '' });
  const { number, relation, note } = answer;
  const save = useMutation({
    mutationFn: () =>
      client.numbers.answerNumber({
        phoneId: row.phoneId,
        answer: kind === 'corrected' ? { kind, number: number.trim(), relation: relation.trim() } : { kind },
        note: note.trim(),
      }),
    onSuccess: ({ reopened, why }) => {
      drop();
      void message.success(reopened ? '已登记，回访已重开' : why ? `已登记；未重开：${why}` : '已登记');
      close();
    },
  });
  useDialogKeys((key, _typing, { altKey }) => {
    const chosen = altKey ? kinds[Number(key) - 1] : undefined;
    if (chosen) setKind(chosen.value);
    return chosen !== undefined;
  });
  const ready = kind !== 'corrected' || number.trim() !== '';
  return (
    <Modal open getContainer={pageRoot} title={`${row.name} ${row.number}：病区答复`} footer={null} onCancel={close} width={480}>
      <form
        className="reason"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) save.mutate();
        }}
      >
        <Radio.Group
          options={kinds.map(({ value, label }, index) => ({
            value,
            label: (
              <>
                {label} <Key>Alt {index + 1}</Key>
              </>
            ),
          }))}
          value={kind}
          vertical
          onChange={(event) => setKind(event.target.value as Kind)}
        />
        {kind === 'corrected' && (
          <div className="row">
            <Input
              aria-label="正确号码"
              autoFocus
              placeholder="正确号码"
              value={number}
              maxLength={40}
              onChange={(event) => setAnswer({ ...answer, number: event.target.value })}
            />
            <Input
              aria-label="与患者关系"
              placeholder="关系"
              value={relation}
              maxLength={12}
              style={{ width: 120 }}
              onChange={(event) => setAnswer({ ...answer, relation: event.target.value })}
            />
          </div>
        )}
        <label htmlFor="answer-note">说明（可不填）</label>
        <Input
          id="answer-note"
          value={note}
          maxLength={100}
          placeholder="例：责任护士查病历首页"
          onChange={(event) => setAnswer({ ...answer, note: event.target.value })}
        />
        <Failure error={save.error} />
        <div className="row">
          <span className="grow" />
          <Button onClick={close}>取消</Button>
          <Button type="primary" htmlType="submit" disabled={!ready} loading={save.isPending}>
            登记
          </Button>
        </div>
      </form>
    </Modal>
  );
}
