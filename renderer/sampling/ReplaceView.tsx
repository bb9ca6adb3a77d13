/** 补抽 (replacement): follow-ups that ended without an interview on the left, their replacements on the right. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Input, Modal, Spin } from 'antd';
import { useState } from 'react';
import { dispositions } from '../../shared/base/contract/words.ts';
import { civilDateOf, civilTimeOf } from '../../shared/base/rules/time.ts';
import type { DeskRow, Replacement } from '../../shared/sampling/contract/sampling.ts';
import { api, client, queries } from '../base/client.ts';
import { useDraft } from '../base/useDraft.ts';
import { Failure, Key, Nothing, Pages } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/rowKeys.ts';
import { Who } from './desk/Who.tsx';
import { skippedInWords } from './planWords.ts';

const pageSize = 50;

export function ReplaceView({ month }: { month: string }) {
  const [page, setPage] = useState(1);
  const [chosen, setChosen] = useState<DeskRow | null>(null);
  const input = { month, show: 'replaceable' as const, offset: (page - 1) * pageSize, limit: pageSize };
  const candidates = useQuery(api.sampling.desk.queryOptions({ input, placeholderData: keepPreviousData }));
  const made = useQuery(api.sampling.replacements.queryOptions({ input: { month } }));
  const total = candidates.data?.total ?? 0;
  const rows = candidates.data?.rows ?? [];
  const [cursor] = useRowKeys(rows.length, '选中的任务', (at) => [
    { id: 'replace', label: '补抽', keys: ['Enter'], run: () => setChosen(rows[at] ?? null) },
  ]);
  return (
    <div className="replacing">
      <section className="card">
        <h2>已结束而没有访谈，可以补抽 · {total.toLocaleString()} 例</h2>
        <Failure error={candidates.error} retry={() => void candidates.refetch()} />
        {candidates.isLoading && <Spin />}
        {candidates.data && total === 0 && <Nothing>没有可以补抽的任务。任务结束而没有完成访谈时，才能用备选补上。</Nothing>}
        {total > 0 && <Candidates rows={rows} cursor={cursor} choose={setChosen} />}
        {total > pageSize && <Pages page={page} pageSize={pageSize} total={total} go={setPage} />}
      </section>
      <section className="card">
        <h2>本月补抽 · {(made.data ?? []).length.toLocaleString()} 例</h2>
        <Failure error={made.error} retry={() => void made.refetch()} />
        {made.data?.length === 0 && <Nothing>还没有补抽。被替换的任务仍计入各项统计。</Nothing>}
        {made.data && made.data.length > 0 && <Made rows={made.data} />}
      </section>
      {chosen && <ReasonDialog row={chosen} close={() => setChosen(null)} />}
    </div>
  );
}

function Candidates({ rows, cursor, choose }: { rows: readonly DeskRow[]; cursor: number; choose: (row: DeskRow) => void }) {
  return (
    <div className="fill">
      <table className="sampling-table replace-table" aria-label="可以补抽的任务">
        <thead>
          <tr>
            <th>患者</th>
            <th>层</th>
            <th>结果</th>
            <th className="num">已拨</th>
            <th>回访员</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.followUpId} data-cursor={index === cursor} className={index === cursor ? 'row-cursor' : ''}>
              <Who row={row} />
              <td className="stratum">{row.stratum}</td>
              <td className="nowrap">{row.disposition ? dispositions.zh[row.disposition] : ''}</td>
              <td className="num">{row.attempts}</td>
              <td className="nowrap">{row.nurseName ?? <span className="dim">公共任务</span>}</td>
              <td className="num">
                <Button size="small" onClick={() => choose(row)}>
                  补抽 {index === cursor && <Key>↵</Key>}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Made({ rows }: { rows: readonly Replacement[] }) {
  return (
    <div className="fill">
      <table className="sampling-table replace-table" aria-label="补抽记录">
        <thead>
          <tr>
            <th>层</th>
            <th>被替换</th>
            <th>补抽</th>
            <th>原因</th>
            <th>操作人</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className="stratum">{row.stratum}</td>
              <td className="nowrap">
                {row.replaced} <span className="mut">{row.disposition ? dispositions.zh[row.disposition] : ''}</span>
              </td>
              <td className="nowrap">
                {row.by} <span className="mut">层内第 {row.rank} 位</span>
              </td>
              <td>
                {row.reason}
                {skippedInWords(row)}
              </td>
              <td className="nowrap" title={`${civilDateOf(row.at)} ${civilTimeOf(row.at)}`}>
                {row.user} <span className="mut">{civilDateOf(row.at).slice(5)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Why, in the field's usual words or in one's own. */
function ReasonDialog({ row, close }: { row: DeskRow; close: () => void }) {
  const { message } = App.useApp();
  const ended = row.disposition ? dispositions.zh[row.disposition] : '未能访谈';
  const [reason, setReason, drop] = useDraft(`replace ${row.followUpId}`, ended);
  const replace = useMutation({
    mutationFn: () => client.sampling.replace({ followUpId: row.followUpId, reason }),
    onSuccess: async (made) => {
      drop();
      void message.success(`已补抽：${made.stratum}，层内第 ${made.rank} 位，住院号 ${made.by}`);
      await queries.invalidateQueries({ queryKey: api.sampling.key() });
      close();
    },
  });
  return (
    <Modal
      open
      title={`补抽：替换 ${row.name}（${row.stratum}，${ended}）`}
      okText="补抽同层下一位备选"
      cancelText="取消"
      okButtonProps={{ disabled: reason.trim() === '', loading: replace.isPending }}
      onOk={() => replace.mutate()}
      onCancel={close}
    >
      <p className="desk-words">
        同一层的下一位备选成为新的回访任务，{row.nurseName ? `仍由 ${row.nurseName} 回访` : '放入公共任务'}；被替换的仍计入统计。不能撤销。
      </p>
      <Input.TextArea
        autoFocus
        aria-label="补抽原因"
        maxLength={200}
        rows={3}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onPressEnter={(event) => event.ctrlKey && reason.trim() !== '' && replace.mutate()}
      />
      <Failure error={replace.error} />
    </Modal>
  );
}
