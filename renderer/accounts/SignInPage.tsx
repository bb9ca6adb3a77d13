/** The sign-in page. */
import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, type InputRef } from 'antd';
import { useRef } from 'react';
import { signIn } from '../base/signedIn.ts';
import { PasswordInput } from '../ui/PasswordInput.tsx';
import { Failure, Mark } from '../ui/parts.tsx';

const demoLogins = ['nurse 回访员', 'head 科主任', 'supervisor 随访办', 'director 院领导', 'admin 管理员'];

export function SignInPage({ hospital, demo }: { hospital: string; demo: boolean }) {
  const secret = useRef<InputRef>(null);
  const enter = useMutation({
    mutationFn: (values: { login: string; password: string }) => signIn(values.login, values.password),
    onError: () => secret.current?.focus({ cursor: 'all' }),
  });
  return (
    <main className="centre">
      <div className="card gate">
        <h1>{hospital}</h1>
        <p className="mut">出院患者电话回访工作站</p>
        <Form layout="vertical" requiredMark={false} onFinish={(values) => enter.isPending || enter.mutate(values)}>
          <Form.Item name="login" label="用户名" rules={[{ required: true, message: '请输入用户名' }]}>
            <Input autoFocus autoComplete="username" size="large" />
          </Form.Item>
          <Form.Item name="password" label="密码" rules={[{ required: true, message: '请输入密码' }]}>
            <PasswordInput ref={secret} autoComplete="current-password" size="large" />
          </Form.Item>
          {enter.isError && <Failure error={enter.error} />}
          <Button type="primary" htmlType="submit" block size="large" loading={enter.isPending} style={{ marginTop: 14 }}>
            登录
          </Button>
        </Form>
        {demo && (
          <p className="mut" style={{ fontSize: 13, marginBottom: 0 }}>
            <Mark tone="accent">演示医院</Mark> 数据全部虚构。用户名：{demoLogins.join('、')}，密码都是 Demo-2026
          </p>
        )}
      </div>
    </main>
  );
}
