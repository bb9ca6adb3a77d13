import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Popconfirm, Spin } from 'antd';
import { useState } from 'react';
import type { AllocationKind } from '../../shared/base/contract/words.ts';
import { type SamplePlan, samplePlan } from '../../shared/sampling/contract/sampling.ts';
import { customRuleProblem } from '../../shared/sampling/rules/customRule.ts';
import { api, client, queries } from '../base/client.ts';
import { Failure } from '../ui/parts.tsx';
import { FrameDrawer, type Shown } from './FrameDrawer.tsx';
import { FrameTable } from './FrameTable.tsx';
import { type DrawOrder, PlanForm } from './PlanForm.tsx';
import { monthInWords } from './planWords.ts';
import { StrataTable } from './StrataTable.tsx';
import { useSettled } from './useSettled.ts';

/** A sample as hospitals commonly draw it in a month. */
const usualSize = 700;
/** Half a pause between two keys: then the preview asks. */
const pause = 350;

/** The plan without rules that are still being typed. */
function askable(plan: SamplePlan): SamplePlan {
  return { ...plan, customRules: plan.customRules.filter((rule) => customRuleProblem(rule) === null) };
}

/** Plan on the left, the frame it gives in the middle, what each stratum would give on the right; then the button. */
export function PlanView({ month, draws, recentDays, drawn }: { month: string; draws: number; recentDays: number; drawn: () => void }) {
  // As the month stood when the plan was begun: another supervisor's draw since then is not drawn over unseen.
  const [known] = useState(draws);
  const extra = known > 0;
  const [order, setOrder] = useState<DrawOrder>(() => ({
    plan: samplePlan.parse({ month, size: extra ? 100 : usualSize, recentDays }),
    seed: '',
    assignTo: [],
  }));
  const [shown, setShown] = useState<Shown | null>(null);
  const settled = useSettled(order.plan, pause);
  const plan = askable(settled);
  const preview = useQuery(api.sampling.preview.queryOptions({ input: plan, placeholderData: keepPreviousData }));
  const draw = useMutation({
    mutationFn: () => {
      const seed = order.seed.trim();
      return client.sampling.draw({ plan: order.plan, extra, known, assignTo: [...order.assignTo], ...(seed ? { seed } : {}) });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.sampling.key() });
      drawn();
    },
  });
  const found = preview.data && !preview.error ? preview.data : null;
  const byHand = order.plan.method === 'stratified' && order.plan.allocation === 'by_hand';
  const setPlan = (part: Partial<SamplePlan>) => setOrder((now) => ({ ...now, plan: { ...now.plan, ...part } }));
  // By hand starts from what the rule before it would have drawn.
  const chooseAllocation = (allocation: AllocationKind) =>
    setPlan(
      allocation === 'by_hand' && Object.keys(order.plan.byHand).length === 0
        ? { allocation, byHand: Object.fromEntries((found?.strata ?? []).map((stratum) => [stratum.key, stratum.drawn])) }
        : { allocation },
    );
  const upToDate = settled === order.plan && !preview.isPlaceholderData && order.plan.customRules.length === plan.customRules.length;
  const drawable = found !== null && found.refused === null && upToDate;
  return (
    <div className="sampling-plan">
      <section className="card">
        <h2>{extra ? '追加抽样方案' : '抽样方案'}</h2>
        <PlanForm order={order} change={setOrder} chooseAllocation={chooseAllocation} />
      </section>
      <section className="card roomy">
        <h2>抽样框</h2>
        {preview.isLoading && <Spin />}
        {found && <FrameTable frame={found.frame} open={(reason) => setShown({ reason })} />}
        {found?.refused && upToDate && <Alert type="warning" showIcon title={found.refused} />}
        <Failure error={preview.error ?? draw.error} retry={() => void preview.refetch()} />
        <span className="grow" />
        <p className="sampling-note">抽样后名单、种子和抽样框一并存档，不能撤销或重抽，只能补抽或追加。</p>
        <Popconfirm
          title={`抽取 ${monthInWords(month)} ${found?.drawn ?? 0} 例？`}
          description="名单确定后不能撤销或重抽。"
          okText="确定抽样"
          cancelText="再看看"
          disabled={!drawable}
          onConfirm={() => draw.mutate()}
        >
          <Button type="primary" size="large" block disabled={!drawable} loading={draw.isPending}>
            {extra ? '追加抽取' : '抽取'}
            {found?.refused === null && ` ${found.drawn.toLocaleString()} 例`}
          </Button>
        </Popconfirm>
      </section>
      <section className="card">
        <h2>{byHand ? '指定各层例数' : '各层分配'}</h2>
        {found && (
          <StrataTable
            strata={found.strata}
            open={(stratum) => setShown({ stratum })}
            byHand={
              byHand
                ? {
                    numbers: order.plan.byHand,
                    set: (stratum, count) => setPlan({ byHand: { ...order.plan.byHand, [stratum]: count } }),
                  }
                : undefined
            }
          />
        )}
      </section>
      {shown && <FrameDrawer of={{ plan }} show={shown} close={() => setShown(null)} />}
    </div>
  );
}
