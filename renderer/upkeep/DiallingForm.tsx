/** 拨号 settings: how a number reaches the telephone, what is dialled, and a test call. The admin's alone to change. */

import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input, Radio, Skeleton } from 'antd';
import { useState } from 'react';
import { type DiallingPlan, diallingPlan, type Settings } from '../../shared/base/contract/settings.ts';
import { dialledNumber, diallingComplaint, diallingLink, programArguments } from '../../shared/worklist/rules/dialling.ts';
import { api, client, codeOf, queries } from '../base/client.ts';
import { useDraft } from '../base/useDraft.ts';
import { Conflict } from '../ui/Conflict.tsx';
import { Failure, Mark } from '../ui/parts.tsx';
import { Unsaved } from '../ui/Unsaved.tsx';
import { placeCall } from '../worklist/index.ts';
import './diallingForm.css';

/** As the form holds it: lists as lines of text. */
interface Fields extends Omit<DiallingPlan, 'arguments' | 'localMobiles'> {
  readonly arguments: string;
  readonly localMobiles: string;
}

const lines = (text: string) =>
  text
    .split(/[\n,，\s]+/)
    .map((line) => line.trim())
    .filter(Boolean);
const fieldsOf = (plan: DiallingPlan): Fields => ({
  ...plan,
  arguments: plan.arguments.join('\n'),
  localMobiles: plan.localMobiles.join('\n'),
});
const planOf = (fields: Fields): DiallingPlan =>
  diallingPlan.parse({
    ...fields,
    // An argument may hold spaces: one a line.
    arguments: fields.arguments
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
    localMobiles: lines(fields.localMobiles),
  });

const ways = [
  { value: 'none', label: '不代拨：屏幕显示号码，回访员在话机上拨' },
  { value: 'link', label: '拨号链接（tel: 或 sip:）：交给本机的软电话或话机助手' },
  { value: 'program', label: '启动软电话程序（只在桌面程序里有效）' },
];

const labels: Partial<Record<keyof Fields, string>> = {
  by: '方式',
  link: '拨号链接',
  program: '软电话程序',
  arguments: '参数',
  outsideLine: '外线号',
  areaCode: '区号',
  localMobiles: '本市手机号段',
};

const examples: readonly (readonly [string, string])[] = [
  ['本市手机', '13800138000'],
  ['外地手机', '17012345678'],
  ['本市座机', ''],
  ['外地座机', '01088886666'],
];

export function DiallingForm({ mayChange }: { mayChange: boolean }) {
  const stored = useQuery(api.upkeep.settings.queryOptions({ input: {} }));
  if (!stored.data) return stored.isError ? <Failure error={stored.error} retry={() => void stored.refetch()} /> : <Skeleton active />;
  return <DiallingFields settings={stored.data} mayChange={mayChange} />;
}

function DiallingFields({ settings, mayChange }: { settings: Settings; mayChange: boolean }) {
  const { message } = App.useApp();
  // What the form was filled from; what others save meanwhile is told when this is saved.
  const [{ shown, fields }, write, drop] = useDraft('dialling', { shown: settings, fields: fieldsOf(settings.dialling) });
  const saved = shown.dialling;
  const [form] = Form.useForm<Fields>();
  const plan = planOf(fields);
  const complaint = diallingComplaint(plan);
  const changed = JSON.stringify(plan) !== JSON.stringify(saved);
  const save = useMutation({
    mutationFn: (version: number) => client.upkeep.saveDialling({ ...plan, version }),
    onSuccess: (next) => {
      write({ shown: next, fields: fieldsOf(next.dialling) });
      drop();
      queries.setQueryData(api.upkeep.settings.queryKey({ input: {} }), next);
      void message.success('拨号设置已保存');
    },
  });
  /** Shows what is stored, and keeps nothing of what was typed. */
  const show = (stored: Settings) => {
    queries.setQueryData(api.upkeep.settings.queryKey({ input: {} }), stored);
    write({ shown: stored, fields: fieldsOf(stored.dialling) });
    drop();
    form.setFieldsValue(fieldsOf(stored.dialling));
    save.reset();
  };
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      disabled={!mayChange}
      initialValues={fields}
      onValuesChange={(_, values: Fields) => write({ shown, fields: { ...fields, ...values } })}
      onFinish={() => save.mutate(shown.version)}
      className="dialling"
    >
      <div>
        {changed && mayChange && <Unsaved giveUp={() => show(settings)} />}
        <Form.Item name="by" label="拨号方式">
          <Radio.Group options={ways} vertical />
        </Form.Item>
        {plan.by === 'link' && (
          <Form.Item name="link" label="拨号链接" extra="例：tel:{number}，sip:{number}@10.0.0.5。{number} 处填入号码。">
            <Input maxLength={120} style={{ width: 360 }} />
          </Form.Item>
        )}
        {plan.by === 'program' && (
          <>
            <Form.Item name="program" label="程序完整路径" extra="每台回访电脑都装在这个位置；浏览器打开的工作站不能启动程序。">
              <Input maxLength={260} placeholder="C:\Softphone\dial.exe" style={{ width: 460 }} />
            </Form.Item>
            <Form.Item name="arguments" label="参数，每行一个" extra="直接交给程序，不经过命令行；{number} 处填入号码。">
              <Input.TextArea rows={3} placeholder={'/call\n{number}'} style={{ width: 460 }} />
            </Form.Item>
          </>
        )}
        {plan.by !== 'none' && (
          <div className="row dialling-prefixes">
            <Form.Item name="outsideLine" label="外线前缀" extra="总机拨外线先拨的数字">
              <Input maxLength={6} placeholder="9" style={{ width: 150 }} />
            </Form.Item>
            <Form.Item name="areaCode" label="本地区号" extra="拨本市座机时省去">
              <Input maxLength={4} placeholder="0571" style={{ width: 150 }} />
            </Form.Item>
            <Form.Item name="localMobiles" label="本市手机号段" extra="填了以后，其他手机前加拨 0；不填不加">
              <Input.TextArea rows={3} placeholder={'1380571\n1395710'} style={{ width: 220 }} />
            </Form.Item>
          </div>
        )}
        {complaint && (
          <p className="bad" role="alert">
            {complaint}。
          </p>
        )}
        {codeOf(save.error) === 'VERSION_CONFLICT' ? (
          <Conflict<Fields>
            mine={fields}
            read={async () => {
              const stored = await client.upkeep.settings({});
              return { values: fieldsOf(stored.dialling), version: stored.version };
            }}
            labels={labels}
            keepMine={(version) => save.mutate(version)}
            takeTheirs={() => void client.upkeep.settings({}).then(show)}
          />
        ) : (
          <Failure error={save.error} />
        )}
        {mayChange ? (
          <Button type="primary" htmlType="submit" loading={save.isPending} disabled={complaint !== null || !changed}>
            保存拨号设置
          </Button>
        ) : (
          <p className="mut">只有管理员能改拨号设置。</p>
        )}
      </div>
      <aside>
        <Preview plan={plan} />
        <Trial plan={saved} changed={changed} />
      </aside>
    </Form>
  );
}

/** What each kind of number becomes. */
function Preview({ plan }: { plan: DiallingPlan }) {
  const local = plan.localMobiles[0]?.padEnd(11, '0') ?? '13800138000';
  const landline = `${plan.areaCode || '0571'}88005501`;
  const numbers = examples.map(([name, number]) => [name, name === '本市手机' ? local : number || landline] as const);
  const shown = (number: string) => {
    if (plan.by === 'link') return diallingLink(number, plan);
    if (plan.by === 'program') return programArguments(dialledNumber(number, plan), plan).join(' ');
    return number;
  };
  return (
    <section data-testid="dialling-preview">
      <h2>拨出的样子</h2>
      <table>
        <tbody>
          {numbers.map(([name, number]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{number}</td>
              <td>
                <b>{shown(number)}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Rings up a number of one's own, by what is saved: the desktop starts the saved program and no other. */
function Trial({ plan, changed }: { plan: DiallingPlan; changed: boolean }) {
  const [number, setNumber] = useState('');
  const trial = useMutation({ mutationFn: () => placeCall(number, plan) });
  const digits = dialledNumber(number, plan);
  const impossible = plan.by === 'none' ? '“不代拨”没有可试的' : changed ? '先保存，再试拨' : digits.length < 3 ? '填一个自己的号码' : null;
  return (
    <section>
      <h2>试拨</h2>
      <div className="row">
        <Input
          aria-label="试拨的号码"
          placeholder="自己的手机或分机"
          value={number}
          maxLength={20}
          disabled={false}
          style={{ width: 200 }}
          onChange={(event) => setNumber(event.target.value)}
        />
        <Button disabled={impossible !== null} loading={trial.isPending} onClick={() => trial.mutate()}>
          试拨
        </Button>
      </div>
      <p className="mut" role="status">
        {impossible ?? `将拨出 ${digits}`}
      </p>
      {trial.data !== undefined &&
        (trial.data === null ? <Mark tone="good">已交给电话，请看是否振铃</Mark> : <Mark tone="warn">{trial.data}</Mark>)}
      <Failure error={trial.error} />
    </section>
  );
}
