/** The root component: theme, data client, signed-in user. */
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App as AntApp, ConfigProvider, Spin } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useState } from 'react';
import { SetUpPage, SignInPage } from './accounts/index.ts';
import { api, isLost, queries } from './base/client.ts';
import { listenToKeys } from './base/commands.ts';
import { keepFocus } from './base/keepFocus.ts';
import { again, SignedInUser, useSignedIn } from './base/signedIn.ts';
import { theme } from './base/theme.ts';
import { nonce } from './base/underPolicy.ts';
import { router } from './routes.tsx';
import { Failure } from './ui/parts.tsx';

export function App() {
  useEffect(listenToKeys, []);
  useEffect(keepFocus, []);
  return (
    <ConfigProvider locale={zhCN} theme={theme} csp={{ nonce }} button={{ autoInsertSpace: false }} getPopupContainer={popups}>
      <AntApp component={false}>
        <QueryClientProvider client={queries}>
          <Gate />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}

/** Menus open in a landmark of their own, so that a screen reader finds them. */
const popups = () => document.getElementById('popups') ?? document.body;

/** Set-up, then sign-in, then the workstation. */
function Gate() {
  const status = useQuery(api.accounts.status.queryOptions({ input: {}, refetchInterval: again }));
  const signedIn = useSignedIn();
  const lost = (!status.data && (status.isPaused || isLost(status.error))) || signedIn.lost;
  // Each new try forgets the last one's failure: what is said stays until the host has answered.
  const [away, setAway] = useState(false);
  const answered = (status.data !== undefined || status.isError) && !signedIn.isLoading;
  if (away !== lost && (lost || answered)) setAway(lost);
  if (lost || (away && !answered)) return <Unreachable />;
  if (status.isError && !status.data) return <Centre>{<Failure error={status.error} retry={() => void status.refetch()} />}</Centre>;
  if (!status.data || signedIn.isLoading) return <Centre>{<Spin size="large" />}</Centre>;
  if (!status.data.ready) return <SetUpPage />;
  if (!signedIn.user) return <SignInPage hospital={status.data.hospital ?? ''} demo={status.data.demo} />;
  return (
    <SignedInUser value={signedIn.user}>
      <RouterProvider router={router} />
    </SignedInUser>
  );
}

/** The page is here, the host is not: it is asked again by itself, and whoever was signed in goes on. */
function Unreachable() {
  return (
    <main className="centre">
      <div className="card gate" role="status" data-testid="unreachable">
        <h1>连接不上回访工作站的主机</h1>
        <p>请检查网络，或主机是否在运行。正在自动重试，不用刷新；恢复后回到原来的页面，登录和没有保存的内容都还在。</p>
        <Spin />
      </div>
    </main>
  );
}

function Centre({ children }: { children: React.ReactNode }) {
  return <div className="centre">{children}</div>;
}
