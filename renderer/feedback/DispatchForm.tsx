/** Form that dispatches feedback to the responsible department. */
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { type Severity, severities } from '../../shared/base/contract/words.ts';
import type { FeedbackCase } from '../../shared/feedback/contract/feedback.ts';
import { api, client } from '../base/client.ts';
import { capOf } from '../base/commands.ts';
import { useDraft } from '../base/useDraft.ts';
import { Failure, Key } from '../ui/parts.tsx';
import { ChoiceRow } from './ChoiceRow.tsx';
import { DepartmentSelect, HeadlessNote } from './DepartmentSelect.tsx';
import { useCaseAction } from './useCaseAction.ts';
import { submitKey, useCtrlEnter } from './useCtrlEnter.ts';

export function DispatchForm({ found }: { found: FeedbackCase }) {
  const [departmentId, setDepartmentId] = useState(found.departmentId);
  const [severity, setSeverity] = useState<Severity>(found.severity);
  const [why, setWhy, drop] = useDraft(`dispatch ${found.id}`, '');
  const departments = useQuery(api.hospital.departments.queryOptions({ input: {} }));
  const settings = useQuery(api.upkeep.settings.queryOptions({ input: {} }));
  const dispatch = useCaseAction(client.feedback.dispatch, (sent) =>
    sent.headed ? `已转办到${sent.department}` : `已转办到${sent.department}，该科室没有负责人，由随访办代办`,
  );
  const submit = () => dispatch.mutate({ id: found.id, expectedVersion: found.version, departmentId, severity, why }, { onSuccess: drop });
  useCtrlEnter('转办', !dispatch.isPending, submit);
  const limits = settings.data?.limits;
  return (
    <>
      <div className="card case-form">
        <span className="mut">责任科室</span>
        <div className="case-stack">
          <DepartmentSelect label="责任科室" departments={departments.data ?? []} value={departmentId} onChange={setDepartmentId} />
          <HeadlessNote department={departments.data?.find((one) => one.id === departmentId)} />
        </div>
        <span className="mut">程度</span>
        <ChoiceRow
          name="程度"
          value={severity}
          onChange={setSeverity}
          choices={severities.codes.map((code) => ({
            value: code,
            label: limits ? `${severities.zh[code]}，限 ${limits[code]} 个工作日` : severities.zh[code],
          }))}
        />
        <span className="mut">说明</span>
        <Input
          aria-label="说明"
          value={why}
          maxLength={500}
          onChange={(event) => setWhy(event.target.value)}
          placeholder="给科室的话，可不填"
        />
      </div>
      <Failure error={dispatch.error} />
      <div className="row case-act">
        <Button type="primary" loading={dispatch.isPending} onClick={submit}>
          转办 <Key>{capOf(submitKey)}</Key>
        </Button>
      </div>
    </>
  );
}
