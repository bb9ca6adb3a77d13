import { Modal, Select } from 'antd';
import { useState } from 'react';
import { client } from '../base/client.ts';
import type { NurseChoice } from './desk/DealDialog.tsx';
import { useAssigning } from './desk/useAssigning.ts';
import { monthInWords } from './planWords.ts';

interface Load {
  readonly departmentId: string;
  readonly department: string;
  readonly nurseId: string | null;
  readonly open: number;
}

const pool = 'pool';

/** The nurse who has all of a department now; undefined where it is shared, or lies in the pool. */
function nurseOf(rows: readonly Load[]): string | undefined {
  const [first] = rows;
  return rows.length === 1 && first?.nurseId ? first.nurseId : undefined;
}

/** Each department to a nurse. What is left as it is stays as it is. */
export function DepartmentsDialog({
  month,
  nurses,
  load,
  close,
}: {
  month: string;
  nurses: readonly NurseChoice[];
  load: readonly Load[];
  close: () => void;
}) {
  const departments = [...Map.groupBy(load, (row) => row.departmentId)].map(([id, rows]) => ({
    id,
    name: rows[0]?.department ?? '',
    open: rows.reduce((sum, row) => sum + row.open, 0),
    now: rows.map((row) => nurses.find((nurse) => nurse.id === row.nurseId)?.name ?? '公共任务'),
    nurse: nurseOf(rows),
  }));
  const [changed, setChanged] = useState<Readonly<Record<string, string>>>({});
  const assigning = useAssigning(close);
  const orders = Object.entries(changed).map(([departmentId, to]) => ({ departmentId, nurseId: to === pool ? null : to }));
  const options = [
    ...nurses.map(({ id, name, onLeave }) => ({ value: id, label: onLeave ? `${name}（休假）` : name, disabled: onLeave })),
    { value: pool, label: '公共任务' },
  ];
  return (
    <Modal
      open
      width={600}
      title={`按科室分配 ${monthInWords(month)} 的回访任务`}
      okText={orders.length > 0 ? `分配 ${orders.length} 个科室` : '分配'}
      cancelText="取消"
      okButtonProps={{ disabled: orders.length === 0, loading: assigning.isPending }}
      onOk={() => assigning.mutate(() => client.sampling.assignDepartments({ month, departments: orders }))}
      onCancel={close}
    >
      <div className="desk-by-department">
        <table className="sampling-table">
          <thead>
            <tr>
              <th>科室</th>
              <th className="num">未结束</th>
              <th>现在</th>
              <th>分给</th>
            </tr>
          </thead>
          <tbody>
            {departments.map(({ id, name, open, now, nurse }) => (
              <tr key={id}>
                <td>{name}</td>
                <td className="num">{open.toLocaleString()}</td>
                <td className="mut">{now.length > 2 ? `${now.slice(0, 2).join('、')}等 ${now.length} 处` : now.join('、')}</td>
                <td>
                  <Select
                    size="small"
                    aria-label={`${name}分给`}
                    className="desk-to"
                    placeholder="不变"
                    value={changed[id] ?? nurse ?? null}
                    onChange={(to: string | null) => to && setChanged((before) => ({ ...before, [id]: to }))}
                    options={options}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Modal>
  );
}
