import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Popconfirm, Spin } from 'antd';
import { useDeferredValue, useState } from 'react';
import { samplePlan } from '../../shared/contract/sampling.ts';
import { api, client, queries } from '../client.ts';
import { Failure } from '../ui/parts.tsx';
import { FrameTable } from './FrameTable.tsx';
import { type DrawOrder, PlanForm } from './PlanForm.tsx';
import { monthInWords } from './planWords.ts';
import { StrataTable } from './StrataTable.tsx';

/** A sample as hospitals commonly draw it in a month. */
const usualSize = 700;

/** Plan on the left, the frame it gives in the middle, what each stratum would give on the right; then the button. */
export function PlanView({ month, extra, recentDays, drawn }: { month: string; extra: boolean; recentDays: number; drawn: () => void }) {
  const [order, setOrder] = useState<DrawOrder>(() => ({
    plan: samplePlan.parse({ month, size: extra ? 100 : usualSize, recentDays }),
    seed: '',
    assignTo: [],
  }));
  const plan = useDeferredValue(order.plan);
  const preview = useQuery(api.sampling.preview.queryOptions({ input: plan, placeholderData: keepPreviousData }));
  const draw = useMutation({
    mutationFn: () => {
      const seed = order.seed.trim();
      return client.sampling.draw({ plan: order.plan, extra, assignTo: [...order.assignTo], ...(seed ? { seed } : {}) });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.sampling.key() });
      drawn();
    },
  });
  const ready = preview.data && !preview.error ? preview.data : null;
  const drawable = ready !== null && ready.refused === null;
  return (
    <div className="sampling-plan">
      <section className="card">
        <h2>{extra ? '追加抽样方案' : '抽样方案'}</h2>
        <PlanForm order={order} change={setOrder} />
      </section>
      <section className="card" style={{ gap: 12 }}>
        <h2 style={{ margin: 0 }}>抽样框</h2>
        {preview.isLoading && <Spin />}
        {ready && <FrameTable frame={ready.frame} />}
        {ready?.refused && <Alert type="warning" showIcon title={ready.refused} />}
        <Failure error={preview.error ?? draw.error} retry={() => void preview.refetch()} />
        <span className="grow" />
        <p className="dim" style={{ margin: 0, fontSize: 13 }}>
          抽样后名单、种子和抽样框一并存档，不能撤销或重抽，只能追加。
        </p>
        <Popconfirm
          title={`抽取 ${monthInWords(month)} ${ready?.drawn ?? 0} 例？`}
          description="名单确定后不能撤销或重抽。"
          okText="确定抽样"
          cancelText="再看看"
          disabled={!drawable}
          onConfirm={() => draw.mutate()}
        >
          <Button type="primary" size="large" block disabled={!drawable} loading={draw.isPending}>
            {extra ? '追加抽取' : '抽取'} {ready?.drawn.toLocaleString() ?? ''} 例
          </Button>
        </Popconfirm>
      </section>
      <section className="card">
        <h2>各层分配</h2>
        {ready && <StrataTable strata={ready.strata} />}
      </section>
    </div>
  );
}
