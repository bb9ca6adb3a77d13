/** Lets the supervisor change the department or severity of dispatched feedback, each with a reason. */
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useMemo, useState } from 'react';
import { type Severity, severities } from '../../shared/base/contract/words.ts';
import type { FeedbackCase } from '../../shared/feedback/contract/feedback.ts';
import { api, client } from '../base/client.ts';
import { type Command, capOf, useCommands } from '../base/commands.ts';
import { useDraft } from '../base/useDraft.ts';
import { Failure, Key } from '../ui/parts.tsx';
import { ChoiceRow } from './ChoiceRow.tsx';
import { DepartmentSelect, HeadlessNote } from './DepartmentSelect.tsx';
import { useCaseAction } from './useCaseAction.ts';

const transferKey = 'Alt+T';
const regradeKey = 'Alt+L';

export function Redirect({ found }: { found: FeedbackCase }) {
  const [open, setOpen] = useState<'transfer' | 'regrade' | null>(null);
  const close = () => setOpen(null);
  useCommands(
    useMemo<Command[]>(
      () => [
        { id: 'feedback.transfer', label: '改派到别的科室', keys: [transferKey], inText: true, run: () => setOpen('transfer') },
        { id: 'feedback.regrade', label: '改程度', keys: [regradeKey], inText: true, run: () => setOpen('regrade') },
      ],
      [],
    ),
  );
  if (open === 'transfer') return <Transfer found={found} close={close} />;
  if (open === 'regrade') return <Regrade found={found} close={close} />;
  return (
    <div className="row case-act">
      <Button size="small" onClick={() => setOpen('transfer')}>
        改派科室 <Key>{capOf(transferKey)}</Key>
      </Button>
      <Button size="small" onClick={() => setOpen('regrade')}>
        改程度 <Key>{capOf(regradeKey)}</Key>
      </Button>
    </div>
  );
}

interface FormProps {
  readonly found: FeedbackCase;
  readonly close: () => void;
}

function Transfer({ found, close }: FormProps) {
  const [departmentId, setDepartmentId] = useState<string | null>(null);
  const [reason, setReason, drop] = useDraft(`transfer ${found.id}`, '');
  const departments = useQuery(api.hospital.departments.queryOptions({ input: {} }));
  const send = useCaseAction(client.feedback.transfer, (sent) => `已改派到${sent.department}，期限照旧`);
  const submit = () =>
    departmentId && send.mutate({ id: found.id, expectedVersion: found.version, departmentId, reason }, { onSuccess: drop });
  return (
    <form className="card case-form" aria-label="改派科室">
      <span className="mut">改派到</span>
      <div className="case-stack">
        <DepartmentSelect
          label="改派到"
          departments={(departments.data ?? []).filter((one) => one.id !== found.departmentId)}
          value={departmentId}
          onChange={setDepartmentId}
          autoFocus
        />
        <HeadlessNote department={departments.data?.find((one) => one.id === departmentId)} />
      </div>
      <Reason value={reason} onChange={setReason} placeholder="为什么不是这个科室的事，两个科室都会看到" />
      <Ending words="确定改派" ready={departmentId !== null && reason.trim() !== ''} send={send} submit={submit} close={close} />
    </form>
  );
}

function Regrade({ found, close }: FormProps) {
  const [severity, setSeverity] = useState<Severity>(found.severity);
  const [reason, setReason, drop] = useDraft(`regrade ${found.id}`, '');
  const settings = useQuery(api.upkeep.settings.queryOptions({ input: {} }));
  const limits = settings.data?.limits;
  const send = useCaseAction(client.feedback.regrade, (next) => `已改为“${severities.zh[next.severity]}”，期限已重算`);
  const submit = () => send.mutate({ id: found.id, expectedVersion: found.version, severity, reason }, { onSuccess: drop });
  return (
    <form className="card case-form" aria-label="改程度">
      <span className="mut">程度</span>
      <ChoiceRow
        name="改成的程度"
        value={severity}
        onChange={setSeverity}
        choices={severities.codes.map((code) => ({
          value: code,
          label: limits ? `${severities.zh[code]}，限 ${limits[code]} 个工作日` : severities.zh[code],
        }))}
      />
      <Reason value={reason} onChange={setReason} placeholder="为什么改，期限从转办时起重算" />
      <Ending words="确定改程度" ready={severity !== found.severity && reason.trim() !== ''} send={send} submit={submit} close={close} />
    </form>
  );
}

function Reason({ value, onChange, placeholder }: { value: string; onChange: (text: string) => void; placeholder: string }) {
  return (
    <>
      <span className="mut">
        原因 <span className="bad">*</span>
      </span>
      <Input aria-label="原因" value={value} maxLength={500} placeholder={placeholder} onChange={(event) => onChange(event.target.value)} />
    </>
  );
}

interface EndingProps {
  readonly words: string;
  readonly ready: boolean;
  readonly send: { readonly isPending: boolean; readonly error: unknown };
  readonly submit: () => void;
  readonly close: () => void;
}

function Ending({ words, ready, send, submit, close }: EndingProps) {
  return (
    <>
      <span />
      <div className="case-stack">
        <Failure error={send.error} />
        <div className="row">
          <Button type="primary" disabled={!ready} loading={send.isPending} onClick={submit}>
            {words}
          </Button>
          <Button onClick={close}>取消</Button>
        </div>
      </div>
    </>
  );
}
