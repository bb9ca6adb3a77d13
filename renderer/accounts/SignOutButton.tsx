/** 换人登录 (switch user): asks for confirmation if a call or unsaved text would be left behind. */
import { Button, type ButtonProps } from 'antd';
import { useState } from 'react';
import { leftBehind, signOut } from '../base/signedIn.ts';

export function SignOutButton(look: Pick<ButtonProps, 'type' | 'size' | 'block'>) {
  const [left, say] = useState<string | null>(null);
  const press = () => {
    const leaving = left === null ? leftBehind() : null;
    if (leaving === null) void signOut();
    else say(leaving);
  };
  return (
    <>
      {left !== null && (
        <span className="bad" role="alert">
          {left}
        </span>
      )}
      <Button {...look} danger={left !== null} onClick={press}>
        {left === null ? '换人登录' : '仍然退出'}
      </Button>
    </>
  );
}
