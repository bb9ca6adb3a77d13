/** Puts a patient or a number on the do-not-call list. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { doNotCallWhys } from '../../shared/base/contract/words.ts';
import { civilDateOf } from '../../shared/base/rules/time.ts';
import type { DoNotCallScope } from '../../shared/worklist/contract/doNotCall.ts';
import { api, client } from '../base/client.ts';
import { useDraft } from '../base/useDraft.ts';
import { Failure } from '../ui/parts.tsx';
import { pageRoot } from '../ui/useDialogKeys.ts';
import { DoNotCallTerms, firstTerms, lacksNote } from '../worklist/index.ts';

const found = 8;

export function AddDoNotCall({ close }: { close: () => void }) {
  const { message } = App.useApp();
  const [scope, setScope] = useState<DoNotCallScope>('patient');
  const [search, setSearch] = useState('');
  const [dischargeId, setDischargeId] = useState<string | null>(null);
  const [number, setNumber, dropNumber] = useDraft('do not call number', '');
  const [terms, setTerms, drop] = useDraft('do not call', firstTerms);
  const [today] = useState(() => civilDateOf(new Date().toISOString()));
  const patients = useQuery(
    api.discharges.list.queryOptions({ input: { search: search.trim(), limit: found }, enabled: search.trim().length > 1 }),
  );
  const save = useMutation({
    mutationFn: () =>
      client.numbers.addDoNotCall({
        target: scope === 'patient' ? { dischargeId: dischargeId ?? '' } : { number: number.trim() },
        ...terms,
      }),
    onSuccess: ({ endedFollowUps }) => {
      drop();
      dropNumber();
      void message.success(endedFollowUps > 0 ? `已登记，${endedFollowUps} 个进行中的回访随之结束` : '已登记');
      close();
    },
  });
  const named = scope === 'patient' ? dischargeId !== null : number.trim() !== '';
  const ready = named && !lacksNote(terms);
  return (
    <Modal open getContainer={pageRoot} title="登记勿扰" footer={null} onCancel={close} width={560}>
      <form
        className="reason"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) save.mutate();
        }}
      >
        <Radio.Group
          value={scope}
          options={[
            { value: 'patient', label: '这位患者（所有号码、以后的住院）' },
            { value: 'number', label: '这个号码（不管是谁的）' },
          ]}
          onChange={(event) => setScope(event.target.value as DoNotCallScope)}
        />
        {scope === 'patient' ? (
          <Select
            aria-label="患者"
            showSearch={{ filterOption: false, onSearch: setSearch }}
            placeholder="输入姓名、拼音首字母、住院号或号码后四位"
            value={dischargeId}
            notFoundContent={search.trim().length > 1 ? '没有找到' : '至少输入两个字'}
            options={(patients.data?.rows ?? []).map((row) => ({
              value: row.id,
              label: `${row.name} · ${row.inpatientNumber} · ${row.department} · ${row.dischargeDate} 出院`,
            }))}
            onChange={setDischargeId}
          />
        ) : (
          <Input
            aria-label="号码"
            placeholder="手机，或带区号的座机"
            value={number}
            maxLength={40}
            onChange={(event) => setNumber(event.target.value)}
          />
        )}
        <DoNotCallTerms terms={terms} change={setTerms} whys={doNotCallWhys.codes} today={today} />
        <Failure error={save.error ?? patients.error} />
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
