/** The screen before dialling: what matters, which number, the first sentence ready. */
import { App, Button, Input, type InputRef } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Brief } from '../../shared/contract/calling.ts';
import { phoneKinds } from '../../shared/contract/words.ts';
import { type Command, useCommands } from '../commands.ts';
import { Key, Mark } from '../ui/parts.tsx';
import { appointmentInWords } from './appointment.ts';
import { Choice, type Phone } from './CallHeader.tsx';
import { longDate, phoneGroups } from './callingWords.ts';
import { Earlier } from './StayPanel.tsx';

export function PreCall({
  brief,
  dial,
  dialling,
  back,
}: {
  brief: Brief;
  dial: (phone: Phone, offHoursReason: string) => void;
  dialling: boolean;
  back: () => void;
}) {
  const { message } = App.useApp();
  const { phones } = brief.patient;
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      phones.findIndex((phone) => !phone.bad),
    ),
  );
  const [reason, setReason] = useState('');
  const why = useRef<InputRef>(null);
  const phone = phones[at] ?? null;
  const outside = !brief.callingHours.open;
  const wantsReason = outside || brief.lastTryFrom !== null;
  useEffect(() => {
    if (wantsReason) why.current?.focus();
  }, [wantsReason]);
  const commands = useMemo<Command[]>(() => {
    const go = () => {
      if (!phone || dialling) return;
      if (wantsReason && reason.trim() === '') {
        why.current?.focus();
        void message.warning('请先写明现在拨打的原因，或按 Esc 放回队列。');
        return;
      }
      dial(phone, reason.trim());
    };
    return [
      { id: 'dial', label: '拨打', keys: ['Enter', 'F3'], inText: true, when: phone !== null, run: go },
      ...phones.slice(0, 9).map((_, index) => ({
        id: `phone-${index}`,
        label: `第 ${index + 1} 个号码`,
        keys: [String(index + 1)],
        run: () => setAt(index),
      })),
      { id: 'next-phone', label: '下一个号码', keys: ['ArrowDown'], run: () => setAt((now) => Math.min(now + 1, phones.length - 1)) },
      { id: 'previous-phone', label: '上一个号码', keys: ['ArrowUp'], run: () => setAt((now) => Math.max(now - 1, 0)) },
      {
        id: 'copy',
        label: '复制号码',
        keys: ['C', 'c'],
        when: phone !== null,
        run: () =>
          void navigator.clipboard?.writeText(phone?.number ?? '').then(
            () => message.success('号码已复制'),
            () => message.warning('浏览器不允许复制，请手动抄写号码'),
          ),
      },
      { id: 'back', label: '放回队列，返回任务列表', keys: ['Escape'], inText: true, run: back },
    ];
  }, [phone, phones, dialling, wantsReason, reason, dial, back, message]);
  useCommands(commands);
  const run = (id: string) => commands.find((command) => command.id === id)?.run();
  return (
    <div className="call-middle">
      {brief.sensitive && <SensitiveBanner />}
      <WhatMatters brief={brief} />
      <section>
        <h2>拨哪个号码</h2>
        {phones.length === 0 && <p className="bad">没有可拨的号码，请返回任务列表，并请病区核对号码。</p>}
        <div className="call-choices">
          {phones.map((one, index) => (
            <Choice
              key={one.id}
              cap={String(index + 1)}
              selected={index === at}
              {...(one.bad ? { tone: 'dim' as const } : {})}
              detail={one.bad ? <Mark tone="warn">可能有误</Mark> : phoneKinds.zh[one.kind]}
              choose={() => setAt(index)}
            >
              <b className="number">{phoneGroups(one.number)}</b>
              {one.extension && ` 转 ${one.extension}`} <span className="mut">{one.relation || '本人'}</span>
            </Choice>
          ))}
        </div>
      </section>
      {wantsReason && (
        <section>
          <label htmlFor="off-hours">
            {outside
              ? `现在不在拨打时段（${brief.callingHours.hours}）。`
              : `这是最后一次拨打，请在 ${appointmentInWords(brief.lastTryFrom ?? '')} 之后再打，以覆盖不同的日子和时段。`}
            确需现在拨打，请写明原因：
          </label>
          <Input
            id="off-hours"
            ref={why}
            value={reason}
            maxLength={200}
            placeholder="例：患者约定这个时间"
            onChange={(event) => setReason(event.target.value)}
          />
        </section>
      )}
      <section className="grow">
        <h2>第一句</h2>
        <div className="call-say">{brief.texts.greeting}</div>
      </section>
      <div className="row">
        <Button type="primary" size="large" loading={dialling} disabled={!phone} onClick={() => run('dial')}>
          拨打 {phone && phoneGroups(phone.number)} <Key>↵</Key>
        </Button>
        <Button size="large" disabled={!phone} onClick={() => run('copy')}>
          复制号码 <Key>C</Key>
        </Button>
        <span className="grow" />
        <Button size="large" onClick={back}>
          返回列表 <Key>Esc</Key>
        </Button>
      </div>
    </div>
  );
}

export function SensitiveBanner() {
  return (
    <div className="call-banner" role="alert">
      <Mark tone="bad">敏感</Mark> 使用中性话术：确认接听的是本人之前，不提医院科室、诊断和住院的事。
    </div>
  );
}

/** Promises, earlier opinions, the agreed time, the revisit: what this call must not miss. */
function WhatMatters({ brief }: { brief: Brief }) {
  const { followUp, stay, samePhone } = brief;
  const promise = brief.attempts.filter((attempt) => attempt.note !== '').at(-1);
  const said = brief.history.filter((stayed) => stayed.feedback.length > 0);
  const begun = brief.interview?.state === 'open' && brief.interview.answers.length > 0;
  return (
    <section className="matters">
      <h2>这次要紧的</h2>
      <ul>
        {followUp.appointmentAt && (
          <li>
            <Mark tone="accent">预约</Mark> 约定 {appointmentInWords(followUp.appointmentAt)} 再打
          </li>
        )}
        {promise && (
          <li>
            <Mark tone="accent">上次说到</Mark> {promise.note} <span className="dim">{promise.nurseName}</span>
          </li>
        )}
        {begun && (
          <li>
            <Mark tone="accent">接着问</Mark> 上次已答 {brief.interview?.answers.length} 题，接通后从中断处继续
          </li>
        )}
        {said.map((stayed, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: earlier stays have no key of their own and never change here
          <li key={index}>
            <Mark tone="warn">以前的意见</Mark> <Earlier stayed={stayed} />
          </li>
        ))}
        <li>
          <Mark>复诊</Mark> {stay.revisitDate ? `医嘱 ${longDate(stay.revisitDate)} 复诊` : '出院记录里没有复诊日期，请问患者'}
        </li>
        {samePhone.length > 0 && (
          <li>
            <Mark tone="warn">同号</Mark> 这个号码还有 {samePhone.map(({ name, department }) => `${name}（${department}）`).join('、')}
            ，先问清是谁
          </li>
        )}
        <li>
          <Mark>次数</Mark> 已拨 {followUp.attempts} 次，最多 {followUp.maxAttempts} 次
        </li>
      </ul>
    </section>
  );
}
