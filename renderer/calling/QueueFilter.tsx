import { Button, Popover, Segmented, Select } from 'antd';
import { useEffect, useRef } from 'react';
import { type QueueGroup, queueGroups } from '../../shared/contract/words.ts';
import { Key, Mark } from '../ui/parts.tsx';

export interface QueueChoice {
  readonly scope: 'mine' | 'all';
  readonly group?: QueueGroup;
  readonly departmentId?: string;
}

/** Filter of the work list by what is due, department and whose it is. */
export function QueueFilter({
  choice,
  choose,
  departments,
  mayLeave,
  open,
  setOpen,
}: {
  choice: QueueChoice;
  choose: (choice: QueueChoice) => void;
  departments: readonly { readonly id: string; readonly name: string }[];
  /** Whether other nurses' follow-ups may be shown. */
  mayLeave: boolean;
  open: boolean;
  setOpen: (open: boolean) => void;
}) {
  const set = Number(choice.group !== undefined) + Number(choice.departmentId !== undefined);
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const frame = requestAnimationFrame(() => first.current?.querySelector('input')?.focus());
    // A closed panel must not keep the focus: the keys belong to the list again.
    return () => {
      cancelAnimationFrame(frame);
      const focused = document.activeElement;
      if (focused instanceof HTMLElement && focused.closest('.queue-filter')) focused.blur();
    };
  }, [open]);
  const panel = (
    <div className="queue-filter" ref={first}>
      <label htmlFor="queue-group">类别</label>
      <Select
        id="queue-group"
        allowClear
        placeholder="全部类别"
        value={choice.group ?? null}
        onChange={(group: QueueGroup | null) => choose(withoutEmpty({ ...choice, group }))}
        options={queueGroups.codes.map((value) => ({ value, label: queueGroups.zh[value] }))}
      />
      <label htmlFor="queue-department">科室</label>
      <Select
        id="queue-department"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="全部科室"
        value={choice.departmentId ?? null}
        onChange={(departmentId: string | null) => choose(withoutEmpty({ ...choice, departmentId }))}
        options={departments.map(({ id, name }) => ({ value: id, label: name }))}
      />
      {mayLeave && (
        <>
          <span className="mut">范围</span>
          <Segmented<QueueChoice['scope']>
            value={choice.scope}
            onChange={(scope) => choose({ ...choice, scope })}
            options={[
              { value: 'mine', label: '我的' },
              { value: 'all', label: '全部' },
            ]}
          />
        </>
      )}
    </div>
  );
  return (
    <Popover content={panel} trigger="click" placement="bottomRight" open={open} onOpenChange={setOpen}>
      <Button>
        筛选 {set > 0 && <Mark tone="accent">{set}</Mark>} <Key>F</Key>
      </Button>
    </Popover>
  );
}

function withoutEmpty({
  scope,
  group,
  departmentId,
}: {
  scope: QueueChoice['scope'];
  group?: QueueGroup | null | undefined;
  departmentId?: string | null | undefined;
}): QueueChoice {
  return { scope, ...(group ? { group } : {}), ...(departmentId ? { departmentId } : {}) };
}
