import { useQuery } from '@tanstack/react-query';
import { Input, InputNumber, Segmented, Select, Switch } from 'antd';
import type { ReactNode } from 'react';
import { type AllocationKind, allocations, drawMethods } from '../../shared/base/contract/words.ts';
import type { SamplePlan } from '../../shared/sampling/contract/sampling.ts';
import { api } from '../base/client.ts';
import { CustomRules } from './CustomRules.tsx';

/** A plan, and what is decided at the button: seed and nurses. */
export interface DrawOrder {
  readonly plan: SamplePlan;
  readonly seed: string;
  readonly assignTo: readonly string[];
}

/** The plan of a draw, field by field; every change goes up at once so that the preview follows. */
export function PlanForm({
  order,
  change,
  chooseAllocation,
}: {
  order: DrawOrder;
  change: (order: DrawOrder) => void;
  chooseAllocation: (allocation: AllocationKind) => void;
}) {
  const { plan } = order;
  const departments = useQuery(api.hospital.departments.queryOptions({ input: {} }));
  const nurses = useQuery(api.sampling.nurses.queryOptions({ input: {} }));
  const set = (part: Partial<SamplePlan>) => change({ ...order, plan: { ...plan, ...part } });
  const byHand = plan.method === 'stratified' && plan.allocation === 'by_hand';
  const clinical = (departments.data ?? []).filter((department) => department.kind === 'clinical');
  return (
    <div className="sampling-fields">
      <Field label="抽样方法" wide>
        <Segmented
          block
          value={plan.method}
          onChange={(method) => set({ method })}
          options={(['stratified', 'simple', 'census'] as const).map((value) => ({ value, label: drawMethods.zh[value] }))}
        />
      </Field>
      {plan.method === 'stratified' && (
        <>
          <Field label="分层依据">
            <Segmented<'department' | 'ward'>
              block
              value={plan.stratifyBy}
              onChange={(stratifyBy) => set({ stratifyBy, byHand: {}, allocation: byHand ? 'proportional' : plan.allocation })}
              options={[
                { value: 'department', label: '科室' },
                { value: 'ward', label: '病区' },
              ]}
            />
          </Field>
          {byHand ? (
            <Count label="每层备选" value={plan.reserves} min={0} max={1000} set={(reserves) => set({ reserves })} unit="例" />
          ) : (
            <Count label="每层至少" value={plan.minimum} min={0} max={1000} set={(minimum) => set({ minimum })} unit="例" />
          )}
          <Field label="各层分配" wide>
            <Segmented<AllocationKind>
              block
              value={plan.allocation}
              onChange={chooseAllocation}
              options={allocations.codes.map((value) => ({ value, label: allocations.zh[value] }))}
            />
          </Field>
        </>
      )}
      {plan.method !== 'census' && !byHand && (
        <>
          <Count label="样本量" value={plan.size} min={1} max={100_000} set={(size) => set({ size })} unit="例" />
          <Count label="每层备选" value={plan.reserves} min={0} max={1000} set={(reserves) => set({ reserves })} unit="例" />
        </>
      )}
      <Count label="近期已访谈不抽" value={plan.recentDays} min={0} max={3650} set={(recentDays) => set({ recentDays })} unit="天内" />
      <Field label="年龄（岁）">
        <div className="row" style={{ gap: 6 }}>
          <Age name="最小年龄" value={plan.minAge} set={(minAge) => set({ minAge })} />
          <span className="dim">至</span>
          <Age name="最大年龄" value={plan.maxAge} set={(maxAge) => set({ maxAge })} />
        </div>
      </Field>
      <Field label="科室" wide>
        <Select
          mode="multiple"
          maxTagCount="responsive"
          placeholder="全部科室"
          optionFilterProp="label"
          value={plan.departmentIds}
          onChange={(departmentIds) => set({ departmentIds })}
          options={clinical.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
      <div className="sampling-field wide">
        <span>排除条件（符合任何一条即排除）</span>
        <CustomRules rules={plan.customRules} change={(customRules) => set({ customRules })} />
      </div>
      <Field label="抽完轮流分给" wide>
        <Select
          mode="multiple"
          maxTagCount="responsive"
          placeholder="不分配，放入公共任务"
          value={[...order.assignTo]}
          onChange={(assignTo) => change({ ...order, assignTo })}
          options={(nurses.data ?? []).map(({ id, name, open, onLeave }) => ({
            value: id,
            label: onLeave ? `${name}（休假）` : `${name}（在手 ${open}）`,
            disabled: onLeave,
          }))}
        />
      </Field>
      <Field label="随机种子" wide>
        <Input
          maxLength={64}
          placeholder="留空则自动生成并记录"
          value={order.seed}
          onChange={(event) => change({ ...order, seed: event.target.value })}
        />
      </Field>
      <Field label="包含敏感科室和诊断" wide side>
        <Switch size="small" checked={plan.includeSensitive} onChange={(includeSensitive) => set({ includeSensitive })} />
      </Field>
    </div>
  );
}

function Field({ label, wide, side, children }: { label: string; wide?: boolean; side?: boolean; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
    <label className={`sampling-field${wide ? ' wide' : ''}${side ? ' side' : ''}`}>
      <span>{label}</span>
      {children}
    </label>
  );
}

function Count({
  label,
  value,
  min,
  max,
  unit,
  set,
}: {
  label: string;
  value: number;
  min: number;
  max: number;
  unit: string;
  set: (value: number) => void;
}) {
  return (
    <Field label={label}>
      <InputNumber<number>
        style={{ width: '100%' }}
        min={min}
        max={max}
        precision={0}
        suffix={unit}
        value={value}
        onChange={(next) => next !== null && set(next)}
      />
    </Field>
  );
}

function Age({ name, value, set }: { name: string; value: number | null; set: (value: number | null) => void }) {
  return (
    <InputNumber<number>
      aria-label={name}
      style={{ width: '100%' }}
      min={0}
      max={150}
      precision={0}
      placeholder="不限"
      value={value}
      onChange={set}
    />
  );
}
