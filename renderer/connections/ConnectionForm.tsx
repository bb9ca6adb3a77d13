import './connections.css';
import { useMutation } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber, Radio, Select } from 'antd';
import { useRef } from 'react';
import { type DatabaseKind, databaseKinds, type TlsMode, tlsModes } from '../../shared/base/contract/words.ts';
import type { Connection, ConnectionDraft } from '../../shared/connections/contract/connections.ts';
import { client, codeOf } from '../base/client.ts';
import { useDraft } from '../base/useDraft.ts';
import { Conflict } from '../ui/Conflict.tsx';
import { PasswordInput } from '../ui/PasswordInput.tsx';
import { Failure } from '../ui/parts.tsx';
import { Unsaved } from '../ui/Unsaved.tsx';
import { TrialResult } from './TrialResult.tsx';

interface Values {
  name: string;
  kind: DatabaseKind;
  host: string;
  port: number;
  database: string;
  user: string;
  password?: string;
  tls: TlsMode;
  certificate?: string;
  sourceKind: 'view' | 'sql';
  view?: string;
  dateColumn?: string;
  text?: string;
  monthly: boolean;
  day: number;
  hour: number;
}

/** What was typed and not saved, but for the password. */
interface Typed {
  readonly version: number;
  readonly values: Partial<Omit<Values, 'password'>>;
}

const usualPort: Readonly<Record<DatabaseKind, number>> = { postgres: 5432, mysql: 3306, sqlserver: 1433, oracle: 1521 };
const required = (message: string) => [{ required: true, message }];

function draftOf(values: Values, id: string | undefined, version: number): ConnectionDraft {
  const { name, kind, host, port, database, user, password, tls, certificate } = values;
  return {
    ...(id === undefined ? {} : { id }),
    version,
    ...(password ? { password } : {}),
    name,
    kind,
    host,
    port,
    database,
    user,
    tls,
    certificate: certificate ?? '',
    source:
      values.sourceKind === 'sql'
        ? { kind: 'sql', text: values.text ?? '' }
        : { kind: 'view', view: values.view ?? '', dateColumn: values.dateColumn ?? '' },
    schedule: values.monthly ? { day: values.day, hour: values.hour } : null,
  };
}

function valuesOf(saved: Connection | null): Partial<Values> {
  if (!saved) return { kind: 'oracle', port: usualPort.oracle, tls: 'off', sourceKind: 'view', monthly: false, day: 3, hour: 6 };
  const { source, schedule, name, kind, host, port, database, user, tls, certificate } = saved;
  return {
    name,
    kind,
    host,
    port,
    database,
    user,
    tls,
    certificate,
    sourceKind: source.kind,
    ...(source.kind === 'sql' ? { text: source.text } : { view: source.view, dateColumn: source.dateColumn }),
    monthly: schedule !== null,
    day: schedule?.day ?? 3,
    hour: schedule?.hour ?? 6,
  };
}

const labels: Partial<Record<keyof Values, string>> = {
  name: '名称',
  kind: '数据库',
  host: '地址',
  port: '端口',
  database: '数据库名',
  user: '用户',
  tls: '加密',
  certificate: '证书',
  view: '视图',
  dateColumn: '日期列',
  text: '查询语句',
  monthly: '每月自动拉取',
  day: '日',
  hour: '时',
};

/** A connection typed on the left; what a trial of it finds on the right. */
export function ConnectionForm({ connection, close }: { connection: Connection | null; close: () => void }) {
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const [typed, keep] = useDraft<Typed | null>(`connection ${connection?.id ?? 'new'}`, null);
  const version = useRef(typed?.version ?? connection?.version ?? 0);
  const trial = useMutation({ mutationFn: (draft: ConnectionDraft) => client.connections.testConnection(draft) });
  const save = useMutation({
    mutationFn: (draft: ConnectionDraft) => client.connections.saveConnection(draft),
    onSuccess: () => {
      keep(null);
      void message.success('连接已保存');
      close();
    },
  });
  const withDraft = (use: (draft: ConnectionDraft) => void) =>
    form.validateFields().then(
      (values) => use(draftOf(values, connection?.id, version.current)),
      () => undefined,
    );
  /** Shows what is stored, and keeps nothing of what was typed. */
  const show = (values: Partial<Values>, storedVersion: number) => {
    version.current = storedVersion;
    const empty = Object.fromEntries(Object.keys(form.getFieldsValue()).map((name) => [name, undefined]));
    form.setFieldsValue({ ...empty, ...values });
    keep(null);
    save.reset();
  };
  const kind = Form.useWatch('kind', form) ?? 'oracle';
  const tls = Form.useWatch('tls', form);
  const sourceKind = Form.useWatch('sourceKind', form);
  const monthly = Form.useWatch('monthly', form);
  return (
    <div className="fill row connection-desk">
      <div className="card connection-card">
        <Form
          form={form}
          layout="vertical"
          size="small"
          requiredMark={false}
          initialValues={{ ...valuesOf(connection), ...typed?.values }}
          className="connection-form"
          onValuesChange={(changed: Partial<Values>) => {
            if (changed.kind) form.setFieldValue('port', usualPort[changed.kind]);
            const { password: _secret, ...values } = form.getFieldsValue();
            keep({ version: version.current, values: { ...typed?.values, ...values } });
          }}
        >
          {typed && <Unsaved giveUp={() => show(valuesOf(connection), connection?.version ?? 0)} />}
          <div className="pair">
            <Form.Item name="name" label="名称" rules={required('请起一个名称')}>
              <Input maxLength={40} placeholder="例如：东院 HIS 出院视图" />
            </Form.Item>
            <Form.Item name="kind" label="数据库类型">
              <Select options={databaseKinds.codes.map((value) => ({ value, label: databaseKinds.zh[value] }))} />
            </Form.Item>
          </div>
          <div className="triple">
            <Form.Item name="host" label="服务器地址" rules={required('请填写主机名或 IP')}>
              <Input placeholder="192.168.1.10" />
            </Form.Item>
            <Form.Item name="port" label="端口" rules={required('请填写端口')}>
              <InputNumber min={1} max={65_535} precision={0} controls={false} style={{ width: '100%' }} />
            </Form.Item>
            <Form.Item name="database" label={kind === 'oracle' ? '服务名' : '数据库名'} rules={required('请填写')}>
              <Input />
            </Form.Item>
          </div>
          <div className="triple even">
            <Form.Item name="user" label="用户（只读用户）" rules={required('请填写用户')}>
              <Input autoComplete="off" />
            </Form.Item>
            <Form.Item name="password" label="密码" rules={connection ? [] : required('请填写密码')}>
              <PasswordInput autoComplete="new-password" placeholder={connection ? '不改请留空' : ''} />
            </Form.Item>
            <Form.Item name="tls" label="传输加密">
              <Select options={tlsModes.codes.map((value) => ({ value, label: tlsModes.zh[value] }))} />
            </Form.Item>
          </div>
          {tls === 'verify' && (
            <Form.Item name="certificate" label="医院自己的根证书（PEM，公共机构签发的可不填）">
              <Input.TextArea rows={2} spellCheck={false} />
            </Form.Item>
          )}
          <Form.Item name="sourceKind" label="数据来自">
            <Radio.Group
              options={[
                { value: 'view', label: '一个视图或表' },
                { value: 'sql', label: '查询语句' },
              ]}
            />
          </Form.Item>
          {sourceKind === 'sql' ? (
            <Form.Item
              name="text"
              label="SELECT 语句，用 :from 和 :to 表示日期"
              extra=":from 是开始日，:to 是结束日的次日，所以写 >= :from 和 < :to，最后一天不会漏。"
              rules={required('请填写查询语句')}
            >
              <Input.TextArea
                rows={5}
                spellCheck={false}
                className="code"
                placeholder={
                  'select 住院号, 姓名, 出院日期, 出院科室, 主要诊断, 联系电话\n  from v_cyhz\n where 出院日期 >= :from and 出院日期 < :to'
                }
              />
            </Form.Item>
          ) : (
            <div className="pair">
              <Form.Item name="view" label="视图名" rules={required('请填写视图名')}>
                <Input placeholder="his.v_cyhz" />
              </Form.Item>
              <Form.Item name="dateColumn" label="出院日期的列名" rules={required('请填写列名')}>
                <Input placeholder="cysj" />
              </Form.Item>
            </div>
          )}
          <Form.Item name="monthly" label="定时">
            <Radio.Group
              options={[
                { value: false, label: '不定时' },
                { value: true, label: '每月自动取上个月' },
              ]}
            />
          </Form.Item>
          {monthly && (
            <div className="row nowrap">
              <span className="dim">每月</span>
              <Form.Item name="day" noStyle>
                <InputNumber aria-label="日" min={1} max={28} precision={0} suffix="日" style={{ width: 90 }} />
              </Form.Item>
              <Form.Item name="hour" noStyle>
                <InputNumber aria-label="时" min={0} max={23} precision={0} suffix="时" style={{ width: 90 }} />
              </Form.Item>
              <span className="mut">程序开着时运行，错过了开机后补取</span>
            </div>
          )}
        </Form>
        <div className="row connection-foot">
          <Button loading={trial.isPending} onClick={() => void withDraft(trial.mutate)}>
            试连接
          </Button>
          <span className="grow" />
          <Button onClick={close}>取消</Button>
          <Button type="primary" loading={save.isPending} onClick={() => void withDraft(save.mutate)}>
            保存
          </Button>
        </div>
      </div>
      <div className="card fill connection-trial">
        {codeOf(save.error) === 'VERSION_CONFLICT' && connection ? (
          <Conflict<Partial<Values>>
            mine={form.getFieldsValue()}
            read={async () => {
              const stored = (await client.connections.list({})).find(({ id }) => id === connection.id) ?? connection;
              return { values: valuesOf(stored), version: stored.version };
            }}
            labels={labels}
            keepMine={(now) => {
              version.current = now;
              withDraft(save.mutate);
            }}
            takeTheirs={(stored) => show(stored.values, stored.version)}
          />
        ) : (
          <Failure error={save.error ?? trial.error} />
        )}
        {!trial.error && <TrialResult trial={trial.data} pending={trial.isPending} />}
      </div>
    </div>
  );
}
