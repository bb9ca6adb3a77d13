import { useQuery } from '@tanstack/react-query';
import { Button, Select, Spin } from 'antd';
import { useState } from 'react';
import { api } from '../client.ts';
import { Failure, Mark, Nothing, Page } from '../ui/parts.tsx';
import { DrawView } from './DrawView.tsx';
import { PlanView } from './PlanView.tsx';
import { monthInWords } from './planWords.ts';
import './sampling.css';

/** The month's sample: planned and drawn, or, once drawn, shown with its proof. */
export function SamplingPage() {
  const months = useQuery(api.discharges.months.queryOptions({ input: {} }));
  const settings = useQuery(api.upkeep.settings.queryOptions({ input: {} }));
  const [chosen, setChosen] = useState<string | null>(null);
  const [extra, setExtra] = useState(false);
  const inOrder = (months.data ?? []).toSorted((a, b) => (a.month < b.month ? 1 : -1));
  const month = chosen ?? inOrder[0]?.month ?? null;
  const choose = (next: string) => {
    setChosen(next);
    setExtra(false);
  };
  const options = inOrder.map((one) => ({
    value: one.month,
    label: `${monthInWords(one.month)} · 出院 ${one.discharges.toLocaleString()}${one.drawn > 0 ? ` · 已抽 ${one.drawn.toLocaleString()}` : ' · 未抽样'}`,
  }));
  return (
    <Page
      title="抽样"
      beside={month && <Select aria-label="月份" style={{ width: 300 }} value={month} onChange={choose} options={options} />}
      actions={
        extra && (
          <>
            <Mark tone="warn">追加抽样</Mark>
            <Button onClick={() => setExtra(false)}>返回已抽名单</Button>
          </>
        )
      }
    >
      <Failure error={months.error ?? settings.error} retry={() => void months.refetch()} />
      {months.isLoading && <Spin />}
      {months.data && !month && <Nothing>还没有出院记录。请先在“导入”里导入医院的出院名单，再来抽样。</Nothing>}
      {month && settings.data && (
        <Month key={month} month={month} extra={extra} setExtra={setExtra} recentDays={settings.data.recentDays} />
      )}
    </Page>
  );
}

function Month({
  month,
  extra,
  setExtra,
  recentDays,
}: {
  month: string;
  extra: boolean;
  setExtra: (extra: boolean) => void;
  recentDays: number;
}) {
  const draws = useQuery(api.sampling.draws.queryOptions({ input: { month } }));
  if (!draws.data) return draws.error ? <Failure error={draws.error} retry={() => void draws.refetch()} /> : <Spin />;
  const [first, ...others] = draws.data;
  if (first && !extra) return <DrawView draws={[first, ...others]} addExtra={() => setExtra(true)} />;
  return <PlanView month={month} extra={first !== undefined} recentDays={recentDays} drawn={() => setExtra(false)} />;
}
