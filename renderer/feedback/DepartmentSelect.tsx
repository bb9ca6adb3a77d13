/** Chooses the department responsible for feedback; a department without a head is marked. */
import { Select } from 'antd';
import type { Department } from '../../shared/accounts/contract/accounts.ts';

interface Props {
  readonly label: string;
  readonly departments: readonly Department[];
  readonly value: string | null;
  readonly onChange: (id: string) => void;
  readonly autoFocus?: boolean;
}

export function DepartmentSelect({ label, departments, value, onChange, autoFocus = false }: Props) {
  return (
    <Select
      aria-label={label}
      autoFocus={autoFocus}
      value={value}
      onChange={onChange}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder="请选择科室"
      options={departments
        .filter((one) => one.active)
        .map((one) => ({ value: one.id, label: one.headed ? one.name : `${one.name}（没有负责人）` }))}
      style={{ maxWidth: 320 }}
    />
  );
}

/** Who acts where the department has no head. */
export function HeadlessNote({ department }: { department: Department | undefined }) {
  if (!department || department.headed) return null;
  const deputy = department.deputyName ? `随访办或代办人 ${department.deputyName}` : '随访办';
  return <span className="warn">{`${department.name}没有可以登录的负责人，由${deputy}代办，记录里会标明“代办”。`}</span>;
}
