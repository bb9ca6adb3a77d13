/**
 * 待核实 (to verify): hospital stays that patients denied, patients said to be readmitted, and the supervisor's
 * findings.
 */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Input, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { dispositions } from '../../shared/base/contract/words.ts';
import { civilDateOf } from '../../shared/base/rules/time.ts';
import type { VerificationRow } from '../../shared/followOn/contract/followOn.ts';
import { api, client, queries, sentenceOf } from '../base/client.ts';
import { useDraft } from '../base/useDraft.ts';
import { Mark } from '../ui/parts.tsx';
import { shortDate, whenOf } from '../worklist/index.ts';
import { FollowOnTable, rowsOnPage } from './FollowOnTable.tsx';

export function VerificationTable({ filter }: { filter: 'open' | 'verified' }) {
  const [page, setPage] = useState(1);
  const found = useQuery(
    api.followOn.verifications.queryOptions({ input: { filter, offset: (page - 1) * rowsOnPage, limit: rowsOnPage } }),
  );
  const today = civilDateOf(new Date().toISOString());
  const columns: TableColumnsType<VerificationRow> = [
    { title: '结果', key: 'what', width: 110, render: (_, row) => <Mark tone="warn">{dispositions.zh[row.disposition]}</Mark> },
    {
      title: '患者',
      key: 'name',
      width: 130,
      render: (_, row) => (
        <Link to="/discharges/$dischargeId" params={{ dischargeId: row.dischargeId }}>
          {row.name}
        </Link>
      ),
    },
    { title: '科室', dataIndex: 'department', width: 130 },
    { title: '出院', key: 'discharged', width: 76, render: (_, row) => shortDate(row.dischargeDate) },
    {
      title: '通话时的话',
      key: 'note',
      ellipsis: true,
      render: (_, row) => (
        <>
          {row.note || <span className="dim">没有备注</span>}{' '}
          <span className="dim">
            {row.nurseName} {whenOf(row.endedAt, today)}
          </span>
        </>
      ),
    },
    { title: '核实结果', key: 'finding', width: 420, render: (_, row) => <Finding row={row} today={today} /> },
  ];
  return (
    <FollowOnTable
      found={found}
      columns={columns}
      page={page}
      setPage={setPage}
      empty={filter === 'open' ? '没有等待核实的患者。' : '还没有核实过。'}
      testId="verifications"
      keysOf={(row) => [
        {
          id: 'verify',
          label: '登记核实结果',
          keys: ['Enter'],
          when: row.verified === null,
          run: () => document.querySelector<HTMLElement>(`[data-finding="${row.followUpId}"]`)?.focus(),
        },
      ]}
    />
  );
}

function Finding({ row, today }: { row: VerificationRow; today: string }) {
  const { message } = App.useApp();
  const [text, setText, drop] = useDraft(`verification ${row.followUpId}`, '');
  const verify = useMutation({
    mutationFn: () => client.followOn.verify({ followUpId: row.followUpId, finding: text }),
    onSuccess: () => {
      drop();
      void message.success(`${row.name}：已登记核实结果`);
    },
    onError: (error) => void message.error(sentenceOf(error)),
    onSettled: () => void queries.invalidateQueries({ queryKey: api.followOn.verifications.key() }),
  });
  if (row.verified)
    return (
      <>
        {row.verified.finding}{' '}
        <span className="dim">
          {row.verified.by} {whenOf(row.verified.at, today)}
        </span>
      </>
    );
  const send = () => {
    if (text.trim() !== '') verify.mutate();
  };
  return (
    <span className="row">
      <Input
        size="small"
        data-finding={row.followUpId}
        aria-label={`${row.name}的核实结果`}
        placeholder="例：确为本院患者，登记的电话是他人的"
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={send}
      />
      <Button size="small" loading={verify.isPending} disabled={text.trim() === ''} onClick={send}>
        登记
      </Button>
    </span>
  );
}
