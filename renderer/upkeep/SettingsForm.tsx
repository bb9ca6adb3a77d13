import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber, Skeleton } from 'antd';
import { useRef } from 'react';
import type { Settings } from '../../shared/contract/upkeep.ts';
import { api, client, codeOf } from '../client.ts';
import { Conflict } from '../ui/Conflict.tsx';
import { Failure } from '../ui/parts.tsx';

interface NumberField {
  readonly name: string | string[];
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
}

const groups: readonly { title: string; fields: readonly NumberField[] }[] = [
  {
    title: '抽样',
    fields: [{ name: 'recentDays', label: '近期已访谈排除', unit: '天', min: 0, max: 3650 }],
  },
  {
    title: '拨打',
    fields: [
      { name: 'maxAttempts', label: '最多拨打', unit: '次', min: 1, max: 20 },
      { name: 'triesPerDay', label: '一天最多', unit: '次', min: 1, max: 20 },
      { name: 'firstContactFromDays', label: '出院后最早', unit: '天', min: 0, max: 60 },
      { name: 'firstContactByDays', label: '出院后最迟', unit: '天', min: 1, max: 90 },
      { name: 'holdMinutes', label: '占用超时', unit: '分钟', min: 1, max: 240 },
      { name: 'revisitDays', label: '复诊提前提醒', unit: '天', min: 1, max: 90 },
    ],
  },
  {
    title: '质控',
    fields: [
      { name: 'reviewPercent', label: '每人每月复核至少', unit: '%', min: 10, max: 100 },
      { name: 'shortTalkSeconds', label: '通话偏短提示', unit: '秒以内', min: 10, max: 1800 },
    ],
  },
  {
    title: '整改时限',
    fields: [
      { name: ['limits', 'urgent'], label: '紧急', unit: '工作日', min: 1, max: 60 },
      { name: ['limits', 'general'], label: '一般', unit: '工作日', min: 1, max: 60 },
      { name: ['limits', 'several'], label: '多科室', unit: '工作日', min: 1, max: 60 },
    ],
  },
  {
    title: '报表与安全',
    fields: [
      { name: 'rankFrom', label: '参与排名至少', unit: '例', min: 1, max: 1000 },
      { name: 'hideBelow', label: '对科室隐藏少于', unit: '例', min: 0, max: 1000 },
      { name: 'idleMinutes', label: '无操作锁屏', unit: '分钟', min: 1, max: 240 },
    ],
  },
];

const labels: Partial<Record<keyof Settings, string>> = {
  ...Object.fromEntries(
    groups.flatMap(({ fields }) => fields.filter(({ name }) => typeof name === 'string').map(({ name, label }) => [name, label])),
  ),
  limits: '整改时限（紧急、一般、多科室）',
  recordingNotice: '录音告知',
};

export function SettingsForm() {
  const { message } = App.useApp();
  const [form] = Form.useForm<Settings>();
  const stored = useQuery(api.upkeep.settings.queryOptions({ input: {} }));
  const save = useMutation({
    mutationFn: (values: Partial<Settings>) => client.upkeep.saveSettings({ ...(shown.current ?? stored.data), ...values }),
    onSuccess: (saved) => {
      shown.current = saved;
      void message.success('设置已保存');
    },
  });
  // What the form was filled from: what comes in later from others is not what was looked at here.
  const shown = useRef<Settings | null>(null);
  shown.current ??= stored.data ?? null;
  if (!stored.data) return stored.isError ? <Failure error={stored.error} retry={() => void stored.refetch()} /> : <Skeleton active />;
  return (
    <Form form={form} layout="vertical" requiredMark={false} initialValues={stored.data} onFinish={save.mutate} style={{ maxWidth: 980 }}>
      {groups.map((group) => (
        <section key={group.title}>
          <h2>{group.title}</h2>
          <div className="row" style={{ flexWrap: 'wrap', alignItems: 'flex-start' }}>
            {group.fields.map((field) => (
              <Form.Item key={String(field.name)} name={field.name} label={field.label} rules={[{ required: true, message: '请填写' }]}>
                <InputNumber min={field.min} max={field.max} precision={0} suffix={field.unit} style={{ width: 160 }} />
              </Form.Item>
            ))}
          </div>
        </section>
      ))}
      <section>
        <h2>录音告知</h2>
        <Form.Item name="recordingNotice" label="电话录音时，访谈前要说的话（不录音就留空）">
          <Input maxLength={200} placeholder="例：为了保证服务质量，本次通话会录音，您看可以吗？" style={{ maxWidth: 660 }} />
        </Form.Item>
      </section>
      {codeOf(save.error) === 'VERSION_CONFLICT' ? (
        <Conflict<Settings>
          mine={form.getFieldsValue()}
          read={async () => {
            const values = await client.upkeep.settings({});
            return { values, version: values.version };
          }}
          labels={labels}
          keepMine={() =>
            void client.upkeep.settings({}).then((theirs) => {
              shown.current = theirs;
              form.submit();
            })
          }
          takeTheirs={({ values }) => {
            shown.current = values;
            form.setFieldsValue(values);
            save.reset();
          }}
        />
      ) : (
        <Failure error={save.error} />
      )}
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        保存设置
      </Button>
    </Form>
  );
}
