/** The app: theme, data, who is signed in. */
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App as AntApp, ConfigProvider, Spin } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { useEffect } from 'react';
import { SetUpPage } from './accounts/SetUpPage.tsx';
import { SignInPage } from './accounts/SignInPage.tsx';
import { SignedInUser, useSignedIn } from './accounts/signedIn.ts';
import { api, queries } from './client.ts';
import { listenToKeys } from './commands.ts';
import { keepFocus } from './keepFocus.ts';
import { router } from './routes.tsx';
import { theme } from './theme.ts';
import { Failure } from './ui/parts.tsx';
import { nonce } from './underPolicy.ts';

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
  const status = useQuery(api.accounts.status.queryOptions({ input: {} }));
  const signedIn = useSignedIn();
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

function Centre({ children }: { children: React.ReactNode }) {
  return <div className="centre">{children}</div>;
}
