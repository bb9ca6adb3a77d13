import { useQuery } from '@tanstack/react-query';
import { Button, Segmented, Select, Spin } from 'antd';
import { useState } from 'react';
import { api, queries } from '../base/client.ts';
import { Failure, Mark, Nothing, Page } from '../ui/parts.tsx';
import { DrawView } from './DrawView.tsx';
import { AssignDesk } from './desk/AssignDesk.tsx';
import { PlanView } from './PlanView.tsx';
import { monthInWords } from './planWords.ts';
import { ReplaceView } from './ReplaceView.tsx';
import './sampling.css';
import './desk/desk.css';

type View = 'list' | 'assign' | 'replace';

const views: readonly { value: View; label: string }[] = [
  { value: 'list', label: '名单与证明' },
  { value: 'assign', label: '分配' },
  { value: 'replace', label: '补抽' },
];

/** The month's sample: planned and drawn, or, once drawn, shown with its proof, given to nurses and filled up from the reserves. */
export function SamplingPage() {
  const months = useQuery(api.discharges.months.queryOptions({ input: {} }));
  const settings = useQuery(api.upkeep.settings.queryOptions({ input: {} }));
  const [chosen, setChosen] = useState<string | null>(null);
  const [extra, setExtra] = useState(false);
  const [view, setView] = useState<View>('list');
  const inOrder = (months.data ?? []).toSorted((a, b) => (a.month < b.month ? 1 : -1));
  const current = inOrder.find((one) => one.month === chosen) ?? inOrder[0];
  const drawn = (current?.drawn ?? 0) > 0;
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
      beside={
        current && (
          <>
            <Select aria-label="月份" className="sampling-month" value={current.month} onChange={choose} options={options} />
            {drawn && !extra && <Segmented<View> value={view} onChange={setView} options={[...views]} />}
          </>
        )
      }
      actions={
        extra ? (
          <>
            <Mark tone="warn">追加抽样</Mark>
            <Button onClick={() => setExtra(false)}>返回已抽名单</Button>
          </>
        ) : (
          drawn && <Button onClick={() => setExtra(true)}>追加抽样</Button>
        )
      }
    >
      <Failure error={months.error ?? settings.error} retry={() => void months.refetch()} />
      {months.isLoading && <Spin />}
      {months.data && !current && <Nothing>还没有出院记录。请先在“导入”里导入医院的出院名单，再来抽样。</Nothing>}
      {current && settings.data && (
        <Month
          key={current.month}
          month={current.month}
          view={view}
          extra={extra}
          recentDays={settings.data.recentDays}
          done={() => setExtra(false)}
        />
      )}
    </Page>
  );
}

function Month({
  month,
  view,
  extra,
  recentDays,
  done,
}: {
  month: string;
  view: View;
  extra: boolean;
  recentDays: number;
  done: () => void;
}) {
  const draws = useQuery(api.sampling.draws.queryOptions({ input: { month } }));
  if (!draws.data) return draws.error ? <Failure error={draws.error} retry={() => void draws.refetch()} /> : <Spin />;
  const [first, ...others] = draws.data;
  if (!first || extra) return <PlanView month={month} draws={draws.data.length} recentDays={recentDays} drawn={() => drawnAfter(done)} />;
  if (view === 'assign') return <AssignDesk month={month} />;
  if (view === 'replace') return <ReplaceView month={month} />;
  return <DrawView draws={[first, ...others]} />;
}

/** The months' counts are the import room's: they change with a draw. */
function drawnAfter(done: () => void): void {
  void queries.invalidateQueries({ queryKey: api.discharges.months.key() });
  done();
}
