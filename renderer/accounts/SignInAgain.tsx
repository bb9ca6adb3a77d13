/** Asks for the password over any screen when the session has ended, so that the user does not leave the work. */
import { useMutation } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { sentenceOf, session } from '../base/client.ts';
import { type Command, capOf, useCommands } from '../base/commands.ts';
import { signIn, useUser } from '../base/signedIn.ts';
import { Key } from '../ui/parts.tsx';
import { SignOutButton } from './SignOutButton.tsx';

const passwordKey = 'Alt+P';

export function SignInAgain() {
  return useSyncExternalStore(session.subscribe, () => session.ended) ? <Asking /> : null;
}

function Asking() {
  const user = useUser();
  const [password, type] = useState('');
  const field = useRef<InputRef>(null);
  /** Where somebody was writing: there they go on. */
  const before = useRef<HTMLElement | null>(null);
  const enter = useMutation({
    mutationFn: () => signIn(user.login, password),
    onSuccess: () => before.current?.isConnected && before.current.focus(),
    onError: () => field.current?.focus({ cursor: 'all' }),
  });
  useCommands(
    useMemo<Command[]>(
      () => [{ id: 'sign-in-again', label: '输入密码，重新登录', keys: [passwordKey], inText: true, run: () => field.current?.focus() }],
      [],
    ),
  );
  return (
    <section className="session-ended" role="alert" aria-label="登录已失效" data-testid="session-ended">
      <span>
        <b>登录已失效，或账号已停用，现在不能保存。</b>
        写下的内容还在这台电脑上，请输入密码重新登录，会接着保存；密码不被接受时，请找管理员。
      </span>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (!enter.isPending) enter.mutate();
        }}
      >
        <Input.Password
          ref={field}
          size="small"
          aria-label={`${user.name}的密码`}
          placeholder={`${user.name}的密码`}
          autoComplete="current-password"
          value={password}
          onChange={(event) => type(event.target.value)}
          onFocus={({ relatedTarget }) => {
            if (relatedTarget instanceof HTMLElement) before.current = relatedTarget;
          }}
        />
        <Button size="small" type="primary" htmlType="submit" loading={enter.isPending}>
          重新登录 <Key>{capOf(passwordKey)}</Key>
        </Button>
        <SignOutButton size="small" type="text" />
        {enter.isError && <span className="bad">{sentenceOf(enter.error)}</span>}
      </form>
    </section>
  );
}
