/** The page of wrong numbers, the do-not-call list, and calls that required a reason. */
import { Tabs } from 'antd';
import { useUser } from '../base/signedIn.ts';
import { Page } from '../ui/parts.tsx';
import { DoNotCallTab } from './DoNotCallTab.tsx';
import { ExceptionsTab } from './ExceptionsTab.tsx';
import { NumberCheckTab } from './NumberCheckTab.tsx';
import '../ui/listPage.css';

export function NumbersPage() {
  const supervises = useUser().role === 'supervisor';
  const tabs = [
    { key: 'check', label: '号码核对', children: <NumberCheckTab /> },
    ...(supervises
      ? [
          { key: 'quiet', label: '勿扰名单', children: <DoNotCallTab /> },
          { key: 'exceptions', label: '时段外拨打', children: <ExceptionsTab /> },
        ]
      : []),
  ];
  return (
    <Page title={supervises ? '号码与勿扰' : '号码核对'}>
      <div className="card fill numbers-page">{supervises ? <Tabs items={tabs} destroyOnHidden /> : <NumberCheckTab />}</div>
    </Page>
  );
}
