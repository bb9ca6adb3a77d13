/** Lets the supervisor record when and how an abandoned call of a colleague ended. */

import { useMutation } from '@tanstack/react-query';
import { App, Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { type AttemptOutcome, attemptOutcomes } from '../../shared/base/contract/words.ts';
import type { RunningCall } from '../../shared/worklist/contract/attempts.ts';
import { mayEndWith, outcomeRules } from '../../shared/worklist/rules/attempts.ts';
import { callEndFrom } from '../../shared/worklist/rules/leftCall.ts';
import { client } from '../base/client.ts';
import { useDraft } from '../base/useDraft.ts';
import { Failure } from '../ui/parts.tsx';
import { pageRoot } from '../ui/useDialogKeys.ts';
import { callEnded } from './runningCalls.ts';
import './endLeftCall.css';

export function EndLeftCall({ call }: { call: RunningCall }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        代为记录结果
      </Button>
      {open && (
        <Modal
          open
          getContainer={pageRoot}
          title={`${call.nurseName} 与 ${call.name} 的通话`}
          footer={null}
          onCancel={() => setOpen(false)}
        >
          <Ending call={call} close={() => setOpen(false)} />
        </Modal>
      )}
    </>
  );
}

/** What can be said of a call without a further time to agree on. */
const offered = (call: RunningCall) =>
  attemptOutcomes.codes.filter(
    (outcome) => !outcomeRules[outcome].appointmentRequired && mayEndWith(outcome, { incoming: call.incoming, answered: false }),
  );

function Ending({ call, close }: { call: RunningCall; close: () => void }) {
  const { message } = App.useApp();
  const [outcome, setOutcome] = useState<AttemptOutcome | null>(null);
  const [time, setTime] = useState('');
  const [note, setNote, drop] = useDraft(`left call ${call.attemptId}`, '');
  const endedAt = callEndFrom(time, call.startedAt, new Date().toISOString());
  const end = useMutation({
    mutationFn: (input: { outcome: AttemptOutcome; endedAt: string }) =>
      client.calls.endCall({ followUpId: call.followUpId, attemptId: call.attemptId, note, ...input }),
    onSuccess: () => {
      drop();
      callEnded(call.attemptId);
      void message.success('已记录，这位患者可以由别人拨打了');
      close();
    },
  });
  const noteLacks = outcome !== null && outcomeRules[outcome].noteRequired && note.trim() === '';
  return (
    <div className="left-ending">
      <label htmlFor="left-outcome">结果</label>
      <Select
        id="left-outcome"
        value={outcome}
        onChange={setOutcome}
        options={offered(call).map((value) => ({ value, label: attemptOutcomes.zh[value] }))}
      />
      <label htmlFor="left-end">挂断的时间</label>
      <Input id="left-end" value={time} placeholder="请向本人问清，如 1012 或 10:12" onChange={(event) => setTime(event.target.value)} />
      <label htmlFor="left-note">说明</label>
      <Input id="left-note" value={note} maxLength={1000} onChange={(event) => setNote(event.target.value)} />
      <Failure error={end.error} />
      <Button
        type="primary"
        disabled={outcome === null || endedAt === null || noteLacks}
        loading={end.isPending}
        onClick={() => outcome && endedAt && end.mutate({ outcome, endedAt })}
      >
        记录
      </Button>
    </div>
  );
}
