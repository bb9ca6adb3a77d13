import { Button, type ButtonProps } from 'antd';
import { useState } from 'react';
import { leftBehind, signOut } from './signedIn.ts';

/** Lets another user in; where something would be left behind, it says so and is pressed once more. */
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
