/** Corrects a finished interview: answers, the item of feedback, and the reason. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { useMemo, useState } from 'react';
import { aspectCodes } from '../../shared/base/contract/words.ts';
import type { InterviewSheet } from '../../shared/quality/contract/quality.ts';
import { api, client } from '../base/client.ts';
import { capOf } from '../base/commands.ts';
import { useDraft } from '../base/useDraft.ts';
import { Failure, Key } from '../ui/parts.tsx';
import { pageRoot, useDialogKeys } from '../ui/useDialogKeys.ts';
import { CorrectAnswer } from './CorrectAnswer.tsx';
import { CorrectOpinion } from './CorrectOpinion.tsx';
import { type Corrections, changeCount, effectOn, inputOf, lackOf, noCorrections, packed, unpacked } from './correcting.ts';
import { askAgain } from './useReviewAction.ts';
import './quality.css';

interface CorrectionProps {
  readonly sheet: InterviewSheet;
  readonly close: () => void;
}

export function CorrectionDialog(props: CorrectionProps) {
  return (
    <Modal
      open
      getContainer={pageRoot}
      title={`更正访谈：${props.sheet.patient.name}`}
      width={980}
      footer={null}
      onCancel={props.close}
      className="correction-dialog"
      afterOpenChange={(shown) => {
        // Whoever was faster than the opening already writes in one of its boxes.
        if (shown && !document.activeElement?.closest('.correction-body, .correction-foot'))
          document.querySelector<HTMLElement>('.correction-body :is(input, button, [tabindex="0"])')?.focus();
      }}
    >
      <Correcting {...props} />
    </Modal>
  );
}

function Correcting({ sheet, close }: CorrectionProps) {
  const { message } = App.useApp();
  // What is corrected is the interview that was opened; when somebody else was faster, that is said and nothing is lost.
  const [opened] = useState(sheet);
  const [written, setWritten, drop] = useDraft(`correction ${sheet.interviewId} ${sheet.version}`, packed(noCorrections));
  const corrections = useMemo(() => unpacked(written), [written]);
  const setCorrections = (next: Corrections) => setWritten(packed(next));
  const departments = useQuery(api.hospital.departments.queryOptions({ input: {} }));
  const save = useMutation({
    mutationFn: (input: ReturnType<typeof inputOf>) => client.quality.correctInterview(input),
    onSuccess() {
      drop();
      askAgain();
      void message.success('已更正，原来的回答留有记录');
      close();
    },
  });
  const lack = lackOf(opened, corrections);
  const send = () => lack === null && !save.isPending && save.mutate(inputOf(opened, corrections));
  useDialogKeys((key, _typing, event) => {
    if (key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return false;
    send();
    return true;
  });
  const { answers, dropped } = useMemo(() => effectOn(opened, corrections), [opened, corrections]);
  const aspects = aspectCodes.codes.filter((code) => answers.some(({ item }) => item.aspect === code));
  const movable = opened.opinions.filter(({ state }) => state === 'registered');
  return (
    <>
      <section className="correction-body" aria-label="要更正的回答">
        <div className="correction-columns">
          {aspects.map((aspect) => (
            <section key={aspect}>
              <h2>{opened.aspects.find((one) => one.aspect === aspect)?.name ?? aspectCodes.zh[aspect]}</h2>
              {answers
                .filter(({ item }) => item.aspect === aspect)
                .map((answer) => (
                  <CorrectAnswer
                    key={answer.item.code}
                    answer={answer}
                    opinions={opened.opinions}
                    corrections={corrections}
                    change={setCorrections}
                  />
                ))}
            </section>
          ))}
        </div>
        {dropped.length > 0 && (
          <p className="warn" role="status" data-testid="dropped">
            因为上面的改动，这几题不再适用，原来的回答会一并撤去：
            {dropped.map(({ item, words }) => `${item.title}（原为：${words}）`).join('、')}
          </p>
        )}
        {movable.length > 0 && (
          <section>
            <h2>意见的归属（尚未转办的）</h2>
            {movable.map((opinion) => (
              <CorrectOpinion
                key={opinion.id}
                opinion={opinion}
                departments={departments.data ?? []}
                corrections={corrections}
                change={setCorrections}
              />
            ))}
          </section>
        )}
      </section>
      <Failure error={save.error} />
      <div className="row correction-foot">
        <Input
          aria-label="更正原因"
          placeholder="更正原因（必填），如：听错了患者的回答"
          maxLength={500}
          value={corrections.reason}
          onChange={(event) => setCorrections({ ...corrections, reason: event.target.value })}
        />
        <Button type="primary" disabled={lack !== null} loading={save.isPending} onClick={send}>
          保存更正 <Key>{capOf('Ctrl+Enter')}</Key>
        </Button>
        <Button onClick={close}>
          取消 <Key>Esc</Key>
        </Button>
      </div>
      <p className="mut correction-lack">
        改动 {changeCount(opened, corrections)} 处{lack ? `，${lack}` : ''}
        。原来的回答、改动人、时间和原因都会留下；撤销的意见项，已登记的意见不会删除。
      </p>
    </>
  );
}
