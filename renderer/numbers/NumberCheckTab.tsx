/** 号码核对 (number check): wrong and dead numbers by ward, the slip for the ward, and its answer. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Segmented, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { dispositions, phoneMarks } from '../../shared/base/contract/words.ts';
import { civilDateOf } from '../../shared/base/rules/time.ts';
import type { NumberToCheck } from '../../shared/numbers/contract/numbers.ts';
import { api, client } from '../base/client.ts';
import { useUser } from '../base/signedIn.ts';
import { Failure, Key, Mark, Nothing } from '../ui/parts.tsx';
import { placeOf } from '../ui/placeOf.ts';
import { ReasonDialog } from '../ui/ReasonDialog.tsx';
import { useRowKeys } from '../ui/rowKeys.ts';
import { shortDate, whenOf } from '../worklist/index.ts';
import { AnswerDialog } from './AnswerDialog.tsx';
import { WardSlipSheet } from './WardSlipSheet.tsx';
import '../ui/listPage.css';
import './numberCheckTab.css';

type Show = 'waiting' | 'answered' | 'reopen';
const shows: readonly { value: Show; label: string }[] = [
  { value: 'waiting', label: '待核对' },
  { value: 'answered', label: '已核对' },
  { value: 'reopen', label: '可重开' },
];
const nothing: Readonly<Record<Show, string>> = {
  waiting: '没有待核对的号码。',
  answered: '病区还没有答复过号码。',
  reopen: '没有可以重开的回访。',
};

const wardOf = (row: NumberToCheck) => `${row.departmentId}\n${row.ward}`;
const today = () => civilDateOf(new Date().toISOString());

export function NumberCheckTab() {
  const [month, setMonth] = useState<string | undefined>();
  const [show, setShow] = useState<Show>('waiting');
  const list = useQuery(api.numbers.numbersToCheck.queryOptions({ input: { show, ...(month ? { month } : {}) } }));
  const [printing, setPrinting] = useState<NumberToCheck | null>(null);
  const [answering, setAnswering] = useState<NumberToCheck | null>(null);
  const [reopening, setReopening] = useState<NumberToCheck | null>(null);
  const { message } = App.useApp();
  const slip = useMutation({
    mutationFn: (order: Parameters<typeof client.numbers.printWardSlip>[0]) => client.numbers.printWardSlip(order),
    onSuccess: () => setPrinting(null),
  });
  const reopen = useMutation({
    mutationFn: (order: { followUpId: string; reason: string }) => client.numbers.reopenFollowUp(order),
    onSuccess: () => {
      setReopening(null);
      void message.success('已重开，回到任务列表');
    },
  });
  const shown = list.data?.month ?? null;
  const wards = Map.groupBy(list.data?.rows ?? [], wardOf);
  const supervises = useUser().role === 'supervisor';
  const inOrder = [...wards.values()].flat();
  const [cursor] = useRowKeys(inOrder.length, '选中的号码', (at) => {
    const row = inOrder[at] ?? null;
    return [
      { id: 'answer', label: '登记答复', keys: ['Enter'], when: show === 'waiting', run: () => setAnswering(row) },
      { id: 'slip', label: '打印病区的核对单', keys: ['P'], when: show === 'waiting', run: () => setPrinting(row) },
      { id: 'reopen', label: '重开回访', keys: ['O'], when: supervises && row?.mayReopen === true, run: () => setReopening(row) },
    ];
  });
  const chosen = inOrder[cursor];
  return (
    <div className="number-check">
      <div className="row">
        <Select
          aria-label="月份"
          value={shown}
          style={{ width: 120 }}
          options={(list.data?.months ?? []).map((one) => ({ value: one, label: `${one.replace('-', '年')}月` }))}
          onChange={setMonth}
        />
        <Segmented aria-label="显示" options={[...shows]} value={show} onChange={setShow} />
        <span className="mut">
          {show === 'waiting' && '错号、空号和停机的号码，按病区打印核对单；答复后登记，能重开的回访自动重开。'}
          {show === 'reopen' && '因号码结束、现在又有可拨号码的回访（如重新导入带来新号码）。'}
        </span>
      </div>
      <Failure error={list.error} retry={() => void list.refetch()} />
      {list.isLoading && <Skeleton active />}
      {list.data?.rows.length === 0 && <Nothing>{nothing[show]}</Nothing>}
      {[...wards].map(([key, rows]) => {
        const [first] = rows;
        if (!first) return null;
        return (
          <section key={key} className="ward">
            <h2 className="row">
              <span>{placeOf(first)}</span>
              <span className="dim">{rows.length} 个号码</span>
              <span className="grow" />
              {show === 'waiting' && (
                <Button size="small" onClick={() => setPrinting(first)}>
                  打印核对单 {chosen && wardOf(chosen) === key && <Key>P</Key>}
                </Button>
              )}
            </h2>
            <WardTable rows={rows} chosen={chosen} show={show} answer={setAnswering} reopen={setReopening} />
          </section>
        );
      })}
      {printing && shown && (
        <ReasonDialog
          title="打印号码核对单"
          says={`${placeOf(printing)}的核对单上有患者姓名和完整号码，打印会记入操作日志。`}
          usual={['送病区核对号码']}
          action="打印"
          busy={slip.isPending}
          error={slip.error}
          go={(reason) => slip.mutate({ month: shown, departmentId: printing.departmentId, ward: printing.ward, reason })}
          close={() => setPrinting(null)}
        />
      )}
      {reopening && (
        <ReasonDialog
          title={`重开 ${reopening.name} 的回访`}
          says={`这次回访以“${reopening.disposition ? dispositions.zh[reopening.disposition] : ''}”结束。重开后回到任务列表，原来的结果留在记录里。`}
          usual={['重新导入带来新号码', '病区电话告知新号码']}
          action="重开"
          busy={reopen.isPending}
          error={reopen.error}
          go={(reason) => reopen.mutate({ followUpId: reopening.followUpId, reason })}
          close={() => setReopening(null)}
        />
      )}
      {answering && <AnswerDialog row={answering} close={() => setAnswering(null)} />}
      {slip.data && <WardSlipSheet slip={slip.data} close={slip.reset} />}
    </div>
  );
}

function WardTable({
  rows,
  chosen,
  show,
  answer,
  reopen,
}: {
  rows: readonly NumberToCheck[];
  /** Under the cursor; undefined without rows. */
  chosen: NumberToCheck | undefined;
  show: Show;
  answer: (row: NumberToCheck) => void;
  reopen: (row: NumberToCheck) => void;
}) {
  const supervises = useUser().role === 'supervisor';
  return (
    <table className="list">
      <thead>
        <tr>
          <th>住院号</th>
          <th>姓名</th>
          <th>出院</th>
          <th>号码</th>
          <th>情况</th>
          <th>其他号码</th>
          <th>回访</th>
          <th>{show === 'answered' ? '病区答复' : '核对单'}</th>
          <th aria-label="操作" />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.phoneId} data-cursor={row === chosen} className={row === chosen ? 'row-cursor' : ''}>
            <td>{row.inpatientNumber}</td>
            <td>{row.name}</td>
            <td>{shortDate(row.dischargeDate)}</td>
            <td>
              {row.number} <span className="mut">{row.relation || '本人'}</span>
            </td>
            <td>
              <Mark tone="warn">{row.what}</Mark>{' '}
              <span className="dim">
                {row.at && whenOf(row.at, today())} {row.by}
              </span>
            </td>
            <td className="num">{row.otherNumbers}</td>
            <td>{row.state === 'open' ? '进行中' : row.disposition ? dispositions.zh[row.disposition] : ''}</td>
            <td>
              {row.answer ? (
                <>
                  <Mark tone={row.answer.mark === 'no_other' ? 'plain' : 'good'}>{phoneMarks.zh[row.answer.mark]}</Mark>{' '}
                  <span className="dim">
                    {whenOf(row.answer.at, today())} {row.answer.by} {row.answer.note}
                  </span>
                </>
              ) : row.slippedAt ? (
                `${whenOf(row.slippedAt, today())} 已打印`
              ) : (
                <span className="dim">未打印</span>
              )}
            </td>
            <td className="num">
              {show === 'waiting' && (
                <Button size="small" type="link" onClick={() => answer(row)}>
                  登记答复 {row === chosen && <Key>↵</Key>}
                </Button>
              )}
              {row.mayReopen && supervises && (
                <Button size="small" type="link" onClick={() => reopen(row)}>
                  重开 {row === chosen && <Key>O</Key>}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
