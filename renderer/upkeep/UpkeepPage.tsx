/** The upkeep page: integrity, backup, settings, audit log. */
import { Tabs } from 'antd';
import { useUser } from '../base/signedIn.ts';
import { Page } from '../ui/parts.tsx';
import { AuditTable } from './AuditTable.tsx';
import { ClockNotice } from './ClockNotice.tsx';
import { DiallingForm } from './DiallingForm.tsx';
import { SafetyPanel } from './SafetyPanel.tsx';
import { SettingsForm } from './SettingsForm.tsx';
import '../ui/tabsCard.css';

export function UpkeepPage() {
  const { role } = useUser();
  const tabs = [
    { key: 'safety', label: '检查与备份', children: <SafetyPanel mayBackUp={role === 'admin'} /> },
    { key: 'settings', label: '设置', children: <SettingsForm /> },
    { key: 'dialling', label: '拨号', children: <DiallingForm mayChange={role === 'admin'} /> },
    { key: 'audit', label: '操作日志', children: <AuditTable /> },
  ];
  return (
    <Page title="系统维护">
      <ClockNotice mayConfirm={role === 'admin'} />
      <div className="card fill tabs-card">
        <Tabs items={tabs} />
      </div>
    </Page>
  );
}
