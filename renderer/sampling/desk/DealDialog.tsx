import { Checkbox, Modal, Radio } from 'antd';
import { useState } from 'react';
import { client } from '../../base/client.ts';
import { monthInWords } from '../planWords.ts';
import { useAssigning } from './useAssigning.ts';

export interface NurseChoice {
  readonly id: string;
  readonly name: string;
  readonly open: number;
  readonly onLeave: boolean;
}

/** Nurses with a tick; those on leave cannot be chosen. */
export function NurseTicks({
  nurses,
  chosen,
  choose,
}: {
  nurses: readonly NurseChoice[];
  chosen: readonly string[];
  choose: (ids: string[]) => void;
}) {
  return (
    <Checkbox.Group
      className="desk-ticks"
      value={[...chosen]}
      onChange={choose}
      options={nurses.map(({ id, name, open, onLeave }) => ({
        value: id,
        label: onLeave ? `${name}（休假）` : `${name}（在手 ${open}）`,
        disabled: onLeave,
      }))}
    />
  );
}

/** Deals a month's open follow-ups to the nurses chosen, in turn. */
export function DealDialog({
  month,
  nurses,
  pool,
  close,
}: {
  month: string;
  nurses: readonly NurseChoice[];
  pool: number;
  close: () => void;
}) {
  const [only, setOnly] = useState<'all' | 'pool'>(pool > 0 ? 'pool' : 'all');
  const [chosen, setChosen] = useState(() => nurses.filter((nurse) => !nurse.onLeave).map((nurse) => nurse.id));
  const assigning = useAssigning(close);
  return (
    <Modal
      open
      title={`轮流分配 ${monthInWords(month)} 的回访任务`}
      okText="轮流分配"
      cancelText="取消"
      okButtonProps={{ disabled: chosen.length === 0, loading: assigning.isPending }}
      onOk={() => assigning.mutate(() => client.sampling.assign({ month, nurseIds: chosen, only }))}
      onCancel={close}
    >
      <Radio.Group
        className="desk-scope"
        value={only}
        onChange={(event) => setOnly(event.target.value as 'all' | 'pool')}
        options={[
          { value: 'pool', label: `只分公共任务（${pool.toLocaleString()} 例）` },
          { value: 'all', label: '全部重新分配（没有人正在处理的）' },
        ]}
      />
      <NurseTicks nurses={nurses} chosen={chosen} choose={setChosen} />
    </Modal>
  );
}
