import { Modal } from 'antd';
import { useState } from 'react';
import { client } from '../../base/client.ts';
import { monthInWords } from '../planWords.ts';
import { type NurseChoice, NurseTicks } from './DealDialog.tsx';
import { useAssigning } from './useAssigning.ts';

/** What is open with a nurse goes to others in turn: a month's for a hand-over, all of it when she goes on leave. */
export function HandOverDialog({
  nurses,
  nurseId,
  leave,
  month,
  close,
}: {
  nurses: readonly NurseChoice[];
  nurseId: string;
  leave: boolean;
  month: string;
  close: () => void;
}) {
  const others = nurses.filter((nurse) => nurse.id !== nurseId);
  const name = nurses.find((nurse) => nurse.id === nurseId)?.name ?? '';
  const [to, setTo] = useState(() => others.filter((nurse) => !nurse.onLeave).map((nurse) => nurse.id));
  const assigning = useAssigning(close);
  const run = () =>
    assigning.mutate(() =>
      leave ? client.sampling.leave({ nurseId, onLeave: true, to }) : client.sampling.reassign({ from: nurseId, to, month }),
    );
  return (
    <Modal
      open
      title={leave ? `${name} 休假` : `转交 ${name} 的任务`}
      okText={leave ? '登记休假并转交' : '转交'}
      cancelText="取消"
      okButtonProps={{ loading: assigning.isPending }}
      onOk={run}
      onCancel={close}
    >
      <p className="desk-words">
        {leave
          ? '其名下所有月份未结束的任务轮流转给以下回访员；休假期间不再分给本人，正在通话的一位不动。'
          : `${monthInWords(month)}未结束的任务轮流转给以下回访员，正在通话的一位不动。`}
        一个都不选则放回公共任务。
      </p>
      <NurseTicks nurses={others} chosen={to} choose={setTo} />
    </Modal>
  );
}
