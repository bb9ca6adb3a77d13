import { Button, Input, type InputRef, Popover, Segmented, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { addMonths } from '../../shared/base/rules/time.ts';
import { Key, Mark } from '../ui/parts.tsx';
import type { QueueChoice } from './useQueue.ts';
import { monthInWords } from './words.ts';
import './queueFilter.css';

const pauseMs = 150;
const monthsBack = 12;
const all = 'all';

/** What of the filter is set, in words, each with what takes it away. */
export function chosenInWords(choice: QueueChoice, departments: readonly Named[]): { word: string; without: QueueChoice }[] {
  const { search, departmentId, window, whose, month } = choice;
  const without = (key: keyof QueueChoice): QueueChoice => {
    const { [key]: _, ...rest } = choice;
    return rest as QueueChoice;
  };
  return [
    ...(search ? [{ word: `“${search}”`, without: without('search') }] : []),
    ...(departmentId
      ? [{ word: departments.find(({ id }) => id === departmentId)?.name ?? '科室', without: without('departmentId') }]
      : []),
    ...(window ? [{ word: window === 'late' ? '逾期' : '今天到期', without: without('window') }] : []),
    ...(whose ? [{ word: whose === 'pool' ? '公共池' : '已分配', without: without('whose') }] : []),
    ...(month ? [{ word: monthInWords(month), without: without('month') }] : []),
  ];
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Filter of the work list by text, department, first-contact window, whose it is, and month. */
export function QueueFilter({
  choice,
  choose,
  departments,
  newestMonth,
  mayLeave,
  maySearch,
  open,
  setOpen,
}: {
  choice: QueueChoice;
  choose: (choice: QueueChoice) => void;
  departments: readonly Named[];
  newestMonth: string | null;
  /** Whether other nurses' follow-ups may be shown. */
  mayLeave: boolean;
  maySearch: boolean;
  open: boolean;
  setOpen: (open: boolean) => void;
}) {
  const set = chosenInWords(choice, departments).length;
  return (
    <Popover
      content={<Panel {...{ choice, choose, departments, newestMonth, mayLeave, maySearch }} close={() => setOpen(false)} />}
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
    >
      <Button>
        筛选
        {set > 0 && <Mark tone="accent">{set}</Mark>}
        <Key>F</Key>
      </Button>
    </Popover>
  );
}

function Panel({
  choice,
  choose,
  departments,
  newestMonth,
  mayLeave,
  maySearch,
  close,
}: {
  choice: QueueChoice;
  choose: (choice: QueueChoice) => void;
  departments: readonly Named[];
  newestMonth: string | null;
  mayLeave: boolean;
  maySearch: boolean;
  close: () => void;
}) {
  const [text, setText] = useState(choice.search ?? '');
  const field = useRef<InputRef>(null);
  const panel = useRef<HTMLDivElement>(null);
  const set = (change: { readonly [K in keyof QueueChoice]?: QueueChoice[K] | null }) => {
    const next = Object.entries({ ...choice, ...change }).filter(([, value]) => value !== null && value !== undefined && value !== '');
    choose(Object.fromEntries(next) as QueueChoice);
  };
  const latest = useRef(set);
  latest.current = set;
  useEffect(() => {
    const frame = requestAnimationFrame(() => (field.current ?? panel.current?.querySelector('input'))?.focus());
    const opened = panel.current;
    // A closed panel must not keep the focus: the keys belong to the list again.
    return () => {
      cancelAnimationFrame(frame);
      const focused = document.activeElement;
      if (focused instanceof HTMLElement && opened?.contains(focused)) focused.blur();
    };
  }, []);
  const searched = choice.search ?? '';
  useEffect(() => {
    if (text.trim() === searched) return undefined;
    const timer = setTimeout(() => latest.current({ search: text.trim() }), pauseMs);
    return () => clearTimeout(timer);
  }, [text, searched]);
  const months = newestMonth ? Array.from({ length: monthsBack }, (_, back) => addMonths(newestMonth, -back)) : [];
  return (
    <div className="queue-filter" ref={panel}>
      {maySearch && (
        <>
          <label htmlFor="queue-search">查找</label>
          <Input
            id="queue-search"
            ref={field}
            allowClear
            value={text}
            maxLength={40}
            placeholder="姓名、拼音首字母、住院号、手机尾号"
            onChange={(event) => setText(event.target.value)}
            onPressEnter={() => {
              set({ search: text.trim() });
              close();
            }}
          />
        </>
      )}
      <span className="mut">期限</span>
      <Segmented
        aria-label="期限"
        value={choice.window ?? all}
        onChange={(window) => set({ window: window === all ? null : (window as 'due' | 'late') })}
        options={[
          { value: all, label: '全部' },
          { value: 'due', label: '今天到期' },
          { value: 'late', label: '逾期' },
        ]}
      />
      <span className="mut">归属</span>
      <Segmented
        aria-label="归属"
        value={choice.whose ?? all}
        onChange={(whose) => set({ whose: whose === all ? null : (whose as 'own' | 'pool') })}
        options={[
          { value: all, label: '全部' },
          { value: 'own', label: mayLeave ? '已分配' : '我名下' },
          { value: 'pool', label: '公共池' },
        ]}
      />
      <label htmlFor="queue-department">科室</label>
      <Select
        id="queue-department"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="全部科室"
        value={choice.departmentId ?? null}
        onChange={(departmentId: string | null) => set({ departmentId })}
        options={departments.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <label htmlFor="queue-month">月份</label>
      <Select
        id="queue-month"
        allowClear
        placeholder="全部月份"
        value={choice.month ?? null}
        onChange={(month: string | null) => set({ month })}
        options={months.map((value) => ({ value, label: monthInWords(value) }))}
      />
      {mayLeave && (
        <>
          <span className="mut">范围</span>
          <Segmented
            aria-label="范围"
            value={choice.scope ?? 'mine'}
            onChange={(scope) => set({ scope: scope as 'mine' | 'all' })}
            options={[
              { value: 'mine', label: '我的' },
              { value: 'all', label: '所有回访员' },
            ]}
          />
        </>
      )}
    </div>
  );
}
