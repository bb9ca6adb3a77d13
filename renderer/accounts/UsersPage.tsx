/** The page of users and departments. */
import { Tabs } from 'antd';
import { Page } from '../ui/parts.tsx';
import { DepartmentTable } from './DepartmentTable.tsx';
import { UserTable } from './UserTable.tsx';
import '../ui/tabsCard.css';

export function UsersPage() {
  const tabs = [
    { key: 'users', label: '用户', children: <UserTable /> },
    { key: 'departments', label: '科室', children: <DepartmentTable /> },
  ];
  return (
    <Page title="用户与科室">
      <div className="card fill tabs-card">
        <Tabs items={tabs} />
      </div>
    </Page>
  );
}
