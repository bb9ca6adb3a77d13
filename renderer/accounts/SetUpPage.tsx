/** First start: creates a hospital, or opens the demo hospital. */
import { useMutation } from '@tanstack/react-query';
import { Button, Divider, Form, Input, Progress } from 'antd';
import { client, queries } from '../base/client.ts';
import { useProgress } from '../base/pushes/freshness.ts';
import { PasswordInput } from '../ui/PasswordInput.tsx';
import { Failure } from '../ui/parts.tsx';
import './fieldPair.css';

interface Founding {
  hospital: string;
  name: string;
  login: string;
  password: string;
  again: string;
}

export function SetUpPage() {
  const found = useMutation({
    mutationFn: ({ again: _again, ...values }: Founding) => client.hospital.setUp(values),
    onSuccess: () => queries.invalidateQueries(),
  });
  const demo = useMutation({ mutationFn: () => client.hospital.setUpDemo({}), onSuccess: () => queries.invalidateQueries() });
  const progress = useProgress('demo');
  const busy = found.isPending || demo.isPending;
  return (
    <main className="centre">
      <div className="card gate" style={{ width: 460 }}>
        <h1>欢迎使用出院患者电话回访工作站</h1>
        <p className="mut">这台电脑上还没有数据。请填写医院名称并设置第一位管理员，其他人员稍后在“用户”里添加。</p>
        <Form layout="vertical" requiredMark={false} onFinish={found.mutate} disabled={busy}>
          <Form.Item name="hospital" label="医院名称" rules={[{ required: true, min: 2, message: '请填写医院名称' }]}>
            <Input autoFocus placeholder="例如：市第一人民医院" />
          </Form.Item>
          <div className="row field-pair">
            <Form.Item className="grow" name="name" label="管理员姓名" rules={[{ required: true, message: '请填写姓名' }]}>
              <Input />
            </Form.Item>
            <Form.Item className="grow" name="login" label="用户名" rules={[{ required: true, min: 2, message: '至少 2 个字' }]}>
              <Input autoComplete="username" />
            </Form.Item>
          </div>
          <div className="row field-pair">
            <Form.Item
              className="grow"
              name="password"
              label="密码"
              extra="至少 8 位，含字母、数字、符号中的两种"
              rules={[{ required: true, message: '请设置密码' }]}
            >
              <PasswordInput autoComplete="new-password" />
            </Form.Item>
            <Form.Item
              className="grow"
              name="again"
              label="再输一次"
              dependencies={['password']}
              rules={[
                ({ getFieldValue }) => ({
                  validator: (_, value) =>
                    value === getFieldValue('password') ? Promise.resolve() : Promise.reject(new Error('两次输入不一致')),
                }),
              ]}
            >
              <PasswordInput autoComplete="new-password" />
            </Form.Item>
          </div>
          <Failure error={found.error} />
          <Button type="primary" htmlType="submit" block size="large" loading={found.isPending} style={{ marginTop: 6 }}>
            开始使用
          </Button>
        </Form>
        <Divider plain>或者</Divider>
        <Button block size="large" onClick={() => demo.mutate()} loading={demo.isPending} disabled={found.isPending}>
          打开演示医院
        </Button>
        <p className="dim" style={{ fontSize: 13, margin: '6px 0 0' }}>
          虚构的一年数据：24 个科室、约 3.6 万条出院记录、8,138 例访谈。不到一分钟。
        </p>
        {demo.isPending && (
          <div aria-live="polite">
            <Progress percent={Math.round((progress?.done ?? 0) * 100)} />
            <span className="mut">{progress?.words ?? '正在准备…'}</span>
          </div>
        )}
        <Failure error={demo.error} />
      </div>
    </main>
  );
}
