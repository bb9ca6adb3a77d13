import { Button } from 'antd';
import type { ImportPreview } from '../../shared/import/contract/import.ts';
import { Mark } from '../ui/parts.tsx';
import './overTable.css';

/** Without a department column: the departments that the sheets' names, or their titles, say. A person confirms them. */
export function SheetDepartments({
  about,
  confirmed,
  confirm,
}: {
  about: ImportPreview['departmentsOf'];
  confirmed: boolean;
  confirm: () => void;
}) {
  if (about.length === 0) return null;
  return (
    <div className="row over-table">
      <span>
        没有科室列，出院科室取自{about[0]?.from === 'sheet' ? '工作表名' : '标题'}：
        {about
          .slice(0, 6)
          .map(({ sheet, department }) => (about.length > 1 && sheet !== department ? `“${sheet}”→${department}` : department))
          .join('、')}
        {about.length > 6 && `等 ${about.length} 个`}
      </span>
      {confirmed ? (
        <Mark tone="good">已确认</Mark>
      ) : (
        <Button size="small" onClick={confirm}>
          确认科室
        </Button>
      )}
    </div>
  );
}
