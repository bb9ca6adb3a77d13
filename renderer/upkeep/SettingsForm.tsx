import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber, Skeleton } from 'antd';
import { useRef } from 'react';
import { type NumberSetting, numberSettings } from '../../shared/base/contract/numberSettings.ts';
import type { Settings } from '../../shared/base/contract/settings.ts';
import { api, client, codeOf } from '../base/client.ts';
import { useDraft } from '../base/useDraft.ts';
import { Conflict } from '../ui/Conflict.tsx';
import { Failure } from '../ui/parts.tsx';
import { Unsaved } from '../ui/Unsaved.tsx';
import './settingsForm.css';

const groups: readonly { title: string; names: readonly NumberSetting[] }[] = [
  { title: '抽样', names: ['recentDays'] },
  {
    title: '拨打',
    names: ['maxAttempts', 'triesPerDay', 'firstContactFromDays', 'firstContactByDays', 'holdMinutes', 'revisitDays'],
  },
  { title: '质控', names: ['reviewPercent', 'shortTalkSeconds'] },
  { title: '整改时限', names: ['limits.urgent', 'limits.general', 'limits.several'] },
  { title: '报表与安全', names: ['rankFrom', 'hideBelow', 'idleMinutes'] },
];

const labels: Partial<Record<keyof Settings, string>> = {
  ...Object.fromEntries(Object.entries(numberSettings).map(([name, { label }]) => [name, label])),
  limits: '整改时限（紧急、一般、多科室）',
  recordingNotice: '录音告知',
};

export function SettingsForm() {
  const { message } = App.useApp();
  const [form] = Form.useForm<Settings>();
  const stored = useQuery(api.upkeep.settings.queryOptions({ input: {} }));
  const [typed, keep] = useDraft<{ readonly from: Settings; readonly values: Partial<Settings> } | null>('settings', null);
  const save = useMutation({
    mutationFn: (values: Partial<Settings>) => client.upkeep.saveSettings({ ...(shown.current ?? stored.data), ...values }),
    onSuccess: (saved) => {
      shown.current = saved;
      keep(null);
      void message.success('设置已保存');
    },
  });
  // What the form was filled from: what comes in later from others is not what was looked at here.
  const shown = useRef<Settings | null>(typed?.from ?? null);
  shown.current ??= stored.data ?? null;
  if (!stored.data) return stored.isError ? <Failure error={stored.error} retry={() => void stored.refetch()} /> : <Skeleton active />;
  /** Shows what is stored, and keeps nothing of what was typed. */
  const show = (settings: Settings) => {
    shown.current = settings;
    form.setFieldsValue(settings);
    keep(null);
    save.reset();
  };
  const { data: now } = stored;
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ ...now, ...typed?.values }}
      onValuesChange={(_, values) => keep({ from: shown.current ?? now, values })}
      onFinish={save.mutate}
      style={{ maxWidth: 980 }}
    >
      {typed && <Unsaved giveUp={() => show(now)} />}
      {groups.map((group) => (
        <section key={group.title}>
          <h2>{group.title}</h2>
          <div className="row settings-line">
            {group.names.map((name) => (
              <Form.Item
                key={name}
                name={name.split('.')}
                label={numberSettings[name].label}
                rules={[{ required: true, message: '请填写' }]}
              >
                <InputNumber
                  min={numberSettings[name].min}
                  max={numberSettings[name].max}
                  precision={0}
                  suffix={numberSettings[name].unit}
                  style={{ width: 160 }}
                />
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
          mine={{ ...shown.current, ...form.getFieldsValue() }}
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
          takeTheirs={({ values }) => show(values)}
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
