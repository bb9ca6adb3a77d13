/** Dialog in which users change their own password. */
import { useMutation } from '@tanstack/react-query';
import { App, Form, type InputRef, Modal } from 'antd';
import { useRef } from 'react';
import { client } from '../base/client.ts';
import { signOut } from '../base/signedIn.ts';
import { PasswordInput } from '../ui/PasswordInput.tsx';
import { Failure } from '../ui/parts.tsx';
import { SubmitByEnter } from '../ui/SubmitByEnter.tsx';

export function ChangePassword({ open, close }: { open: boolean; close: () => void }) {
  const [form] = Form.useForm<{ current: string; next: string }>();
  const { message } = App.useApp();
  const current = useRef<InputRef>(null);
  const change = useMutation({
    mutationFn: (values: { current: string; next: string }) => client.accounts.changePassword(values),
    onSuccess: () => {
      void message.success('密码已修改，请用新密码重新登录。');
      void signOut();
    },
    onError: () => current.current?.focus({ cursor: 'all' }),
  });
  return (
    <Modal
      open={open}
      onCancel={close}
      title="修改密码"
      okText="修改"
      cancelText="取消"
      onOk={form.submit}
      confirmLoading={change.isPending}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={change.mutate}>
        <Form.Item name="current" label="现在的密码" rules={[{ required: true, message: '请输入现在的密码' }]}>
          <PasswordInput ref={current} autoFocus autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="next"
          label="新密码"
          extra="至少 8 位，含字母、数字、符号中的两种"
          rules={[{ required: true, message: '请输入新密码' }]}
        >
          <PasswordInput autoComplete="new-password" />
        </Form.Item>
        <SubmitByEnter />
        <Failure error={change.error} />
      </Form>
    </Modal>
  );
}
