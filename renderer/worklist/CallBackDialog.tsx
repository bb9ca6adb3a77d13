/** 患者回拨 (a patient calls back): finds the follow-up by the last digits of the number and continues the interview. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Input, Modal } from 'antd';
import { useDeferredValue, useState } from 'react';
import { attemptOutcomes, sexes } from '../../shared/base/contract/words.ts';
import { civilDateOf } from '../../shared/base/rules/time.ts';
import { api, client } from '../base/client.ts';
import { Choice } from '../ui/Choice.tsx';
import { Failure, Key, Mark } from '../ui/parts.tsx';
import { pageRoot, useDialogKeys } from '../ui/useDialogKeys.ts';
import { liveCalls } from './liveCalls.ts';
import { shortDate, whenOf } from './words.ts';
import './callBackDialog.css';

export function CallBackDialog({ close }: { close: () => void }) {
  return (
    <Modal open getContainer={pageRoot} title="患者回拨" width={680} footer={null} onCancel={close} keyboard={false}>
      <Finding close={close} />
    </Modal>
  );
}

type Found = Awaited<ReturnType<typeof client.calls.findCallBack>>[number];

function Finding({ close }: { close: () => void }) {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const search = useDeferredValue(text.trim().slice(0, 40));
  const enough = search !== '' && !/^\d{1,3}$/.test(search);
  const found = useQuery(
    api.calls.findCallBack.queryOptions({ input: { search: search || '-' }, enabled: enough, placeholderData: keepPreviousData }),
  );
  const rows = enough ? (found.data ?? []) : [];
  const answer = useMutation({
    mutationFn: async ({ followUpId }: Found) => {
      const { attemptId } = await client.calls.callBack({ followUpId });
      liveCalls.add(attemptId);
      await client.interviews.beginInterview({ followUpId, attemptId });
      return followUpId;
    },
    onSuccess: (followUpId) => void navigate({ to: '/call/$followUpId', params: { followUpId } }),
  });
  const open = (row: Found | undefined) => {
    if (row && !answer.isPending) answer.mutate(row);
  };
  useDialogKeys((key, typing) => {
    if (key === 'Escape') close();
    else if (key === 'ArrowDown') setAt((now) => Math.min(now + 1, rows.length - 1));
    else if (key === 'ArrowUp') setAt((now) => Math.max(now - 1, 0));
    else if (key === 'Enter' && typing && !found.isFetching) open(rows[Math.min(at, rows.length - 1)]);
    else return false;
    return true;
  });
  const today = civilDateOf(new Date().toISOString());
  return (
    <div className="call-back" data-testid="call-back">
      <Input
        autoFocus
        size="large"
        aria-label="来电尾号或姓名"
        placeholder="来电号码后四位以上，或患者姓名"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
      />
      <Failure error={answer.error ?? found.error} />
      <div className="call-choices">
        {rows.map((row, index) => (
          <Choice
            key={row.followUpId}
            cap={index === at ? '↵' : '·'}
            selected={index === at}
            detail={<LastCall row={row} today={today} />}
            choose={() => open(row)}
          >
            <b>{row.name}</b>{' '}
            <span className="mut">
              {sexes.zh[row.sex]} {row.ageText} · {row.department} · {shortDate(row.dischargeDate)} 出院 · {row.phone}
            </span>
          </Choice>
        ))}
      </div>
      {enough && found.data && !found.isFetching && rows.length === 0 && (
        <p className="mut">没有找到进行中的回访。已经结束的，可以在“出院记录”里查到。</p>
      )}
      <p className="dim">
        <Key>↵</Key> 接着访谈 <Key>↑</Key> <Key>↓</Key> 选择 <Key>Esc</Key> 关闭。记为“患者回拨”，不占拨打次数，也不受拨打时段限制。
      </p>
    </div>
  );
}

function LastCall({ row, today }: { row: Found; today: string }) {
  if (row.heldBy) return <Mark tone="warn">{row.heldBy} 正在处理</Mark>;
  if (row.answered > 0) return <>已答 {row.answered} 题</>;
  if (!row.lastOutcome) return <>还没拨过</>;
  return (
    <>
      {row.lastAttemptAt && whenOf(row.lastAttemptAt, today)} {attemptOutcomes.zh[row.lastOutcome]}
    </>
  );
}
