/** Patients due for a revisit, the nearest date first; each can be marked as done. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { type RevisitMark, revisitMarks, revisitStates, sexes } from '../../shared/base/contract/words.ts';
import { civilDateOf } from '../../shared/base/rules/time.ts';
import type { RevisitRow } from '../../shared/followOn/contract/followOn.ts';
import { api, client, queries, sentenceOf } from '../base/client.ts';
import type { Command } from '../base/commands.ts';
import { Key, Mark } from '../ui/parts.tsx';
import { phoneGroups, shortDate, whenOf } from '../worklist/index.ts';
import { FollowOnTable, rowsOnPage } from './FollowOnTable.tsx';
import './revisitTable.css';

const emptyWords = {
  due: (days: number) => `${days} 天内没有要复诊的患者。`,
  overdue: () => '没有过期未复诊的患者。',
  marked: () => '还没有处理过的复诊。',
} as const;

function daysInWords(days: number): string {
  if (days === 0) return '今天';
  return days > 0 ? `${days} 天后` : `过期 ${-days} 天`;
}

export function RevisitTable({ filter, days }: { filter: keyof typeof emptyWords; days: number }) {
  const { message } = App.useApp();
  const [page, setPage] = useState(1);
  const found = useQuery(api.followOn.revisits.queryOptions({ input: { filter, offset: (page - 1) * rowsOnPage, limit: rowsOnPage } }));
  const [numbers, setNumbers] = useState<ReadonlyMap<string, string>>(new Map());
  const warn = (error: unknown) => void message.error(sentenceOf(error));
  const show = useMutation({
    mutationFn: (row: RevisitRow) => client.story.showPhones({ id: row.dischargeId }),
    onSuccess: (shown, row) => setNumbers((known) => new Map(known).set(row.dischargeId, shown.numbers.map(phoneGroups).join('、'))),
    onError: warn,
  });
  const mark = useMutation({
    mutationFn: ({ row, to }: { row: RevisitRow; to: RevisitMark | null }) =>
      client.followOn.markRevisit({ followUpId: row.followUpId, mark: to }),
    onSuccess: (_, { row, to }) => void message.success(`${row.name}：${to ? revisitMarks.zh[to] : '放回提醒'}`),
    onError: warn,
    onSettled: () => void queries.invalidateQueries({ queryKey: api.followOn.revisits.key() }),
  });
  const today = civilDateOf(new Date().toISOString());
  const columns: TableColumnsType<RevisitRow> = [
    {
      title: '复诊日期',
      key: 'date',
      width: 134,
      render: (_, row) => (
        <>
          <b>{shortDate(row.revisitDate)}</b>{' '}
          <Mark tone={row.daysLeft < 0 ? 'bad' : row.daysLeft <= 1 ? 'warn' : 'plain'}>{daysInWords(row.daysLeft)}</Mark>
        </>
      ),
    },
    {
      title: '患者',
      key: 'name',
      width: 160,
      render: (_, row) => (
        <>
          <Link to="/discharges/$dischargeId" params={{ dischargeId: row.dischargeId }}>
            {row.name}
          </Link>{' '}
          <span className="mut">
            {sexes.zh[row.sex]} {row.ageText}
          </span>
        </>
      ),
    },
    {
      title: '科室、诊断',
      key: 'stay',
      ellipsis: true,
      render: (_, row) => (
        <>
          {row.department} <span className="mut">{row.diagnosis}</span>
        </>
      ),
    },
    { title: '出院', key: 'discharged', width: 76, render: (_, row) => shortDate(row.dischargeDate) },
    {
      title: '依据',
      key: 'from',
      width: 150,
      render: (_, row) => (
        <>
          {row.saidByPatient ? '患者说的日期' : '出院医嘱'}
          {row.state && <span className="dim">，{revisitStates.zh[row.state]}</span>}
        </>
      ),
    },
    {
      title: '电话',
      key: 'phone',
      width: 190,
      render: (_, row) => {
        const shown = numbers.get(row.dischargeId);
        if (shown) return <span className="number">{shown}</span>;
        return (
          <>
            {row.phone}{' '}
            <Button type="link" size="small" onClick={() => show.mutate(row)}>
              显示
            </Button>
          </>
        );
      },
    },
    {
      title: filter === 'marked' ? '处理' : '登记',
      key: 'mark',
      width: filter === 'marked' ? 250 : 300,
      render: (_, row) =>
        row.mark ? (
          <>
            <Mark tone="good">{revisitMarks.zh[row.mark.mark]}</Mark>{' '}
            <span className="dim">
              {row.mark.by} {whenOf(row.mark.at, today)}
            </span>{' '}
            <Button type="link" size="small" onClick={() => mark.mutate({ row, to: null })}>
              撤回
            </Button>
          </>
        ) : (
          <span className="row marks">
            {revisitMarks.codes.map((to, index) => (
              <Button key={to} size="small" disabled={mark.isPending} onClick={() => mark.mutate({ row, to })}>
                {revisitMarks.zh[to]} <Key>{index + 1}</Key>
              </Button>
            ))}
          </span>
        ),
    },
  ];
  const keysOf = (row: RevisitRow): Command[] => [
    ...revisitMarks.codes.map((to, index) => ({
      id: `mark-${to}`,
      label: revisitMarks.zh[to],
      keys: [String(index + 1)],
      when: row.mark === null && !mark.isPending,
      run: () => mark.mutate({ row, to }),
    })),
    { id: 'mark-back', label: '撤回', keys: ['0'], when: row.mark !== null, run: () => mark.mutate({ row, to: null }) },
    { id: 'show', label: '显示电话', keys: ['X'], when: !numbers.has(row.dischargeId), run: () => show.mutate(row) },
  ];
  return (
    <FollowOnTable
      keysOf={keysOf}
      found={found}
      columns={columns}
      page={page}
      setPage={setPage}
      empty={emptyWords[filter](days)}
      testId="revisits"
    />
  );
}
