/** Covers an idle screen until the user's password is entered; the page beneath keeps its state. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Form, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { api, session } from '../base/client.ts';
import { signIn, useUser } from '../base/signedIn.ts';
import { PasswordInput } from '../ui/PasswordInput.tsx';
import { Failure } from '../ui/parts.tsx';
import { SignOutButton } from './SignOutButton.tsx';

function useIdle(minutes: number): [boolean, () => void] {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    let timer = 0;
    const wake = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => setIdle(true), minutes * 60_000);
    };
    wake();
    const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const sign of signs) window.addEventListener(sign, wake);
    return () => {
      window.clearTimeout(timer);
      for (const sign of signs) window.removeEventListener(sign, wake);
    };
  }, [minutes]);
  return [idle, () => setIdle(false)];
}

export function LockScreen() {
  const user = useUser();
  const settings = useQuery(api.upkeep.settings.queryOptions({ input: {}, retry: false }));
  const [locked, unlock] = useIdle(settings.data?.idleMinutes ?? 10);
  const secret = useRef<InputRef>(null);
  const open = useMutation({
    mutationFn: ({ password }: { password: string }) => signIn(user.login, password),
    onSuccess: unlock,
    onError: () => secret.current?.focus({ cursor: 'all' }),
  });
  useEffect(() => {
    if (!locked) return;
    session.setAside();
    // What lies beneath can neither be tabbed to nor read out.
    const page = document.getElementById('root');
    page?.toggleAttribute('inert', true);
    return () => void page?.toggleAttribute('inert', false);
  }, [locked]);
  if (!locked) return null;
  return createPortal(
    <section className="lock" aria-label="屏幕已锁定">
      <div className="centre">
        <div className="card gate">
          <h1>屏幕已锁定</h1>
          <p className="mut">{user.name}，长时间没有操作。输入密码继续，正在进行的工作都还在。</p>
          <Form layout="vertical" onFinish={(values) => open.isPending || open.mutate(values)}>
            <Form.Item name="password" rules={[{ required: true, message: '请输入密码' }]}>
              <PasswordInput ref={secret} autoFocus size="large" autoComplete="current-password" aria-label="密码" />
            </Form.Item>
            <Failure error={open.error} />
            <Button type="primary" htmlType="submit" block size="large" loading={open.isPending}>
              继续
            </Button>
            <SignOutButton type="link" block />
          </Form>
        </div>
      </div>
    </section>,
    document.body,
  );
}
