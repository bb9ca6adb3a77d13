/** The screen before dialling: what to know, which number, the first sentence to say. */

import { useQuery } from '@tanstack/react-query';
import { App, Button, Input, type InputRef } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { BeforeCall } from '../../shared/calls/contract/beforeCall.ts';
import type { Brief } from '../../shared/interviews/contract/brief.ts';
import { api } from '../base/client.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { useDraft } from '../base/useDraft.ts';
import { Failure, Key, Mark } from '../ui/parts.tsx';
import { appointmentInWords, HandOverDialog, phoneGroups } from '../worklist/index.ts';
import type { Phone } from './CallHeader.tsx';
import { DeathStop } from './DeathStop.tsx';
import { greetingOf } from './greeting.ts';
import { NumberSection, useNumbers } from './NumberSection.tsx';
import { CaseEvents, WhatMatters } from './WhatMatters.tsx';
import '../ui/callBanner.css';
import '../ui/callFrame.css';
import '../ui/callSay.css';

interface Props {
  readonly brief: Brief;
  readonly dial: (phone: Phone, offHoursReason: string) => void;
  readonly dialling: boolean;
  readonly back: () => void;
}

export function PreCall(props: Props) {
  const followUpId = props.brief.followUp.id;
  const before = useQuery(api.calls.beforeCall.queryOptions({ input: { followUpId }, retry: false }));
  if (before.data?.death)
    return <DeathStop followUpId={followUpId} death={before.data.death} condolence={props.brief.texts.condolence} back={props.back} />;
  return (
    <>
      <ReadyToDial {...props} before={before.data} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
      <aside className="call-right" aria-label="经过" tabIndex={0}>
        <Failure error={before.error} retry={() => void before.refetch()} />
        {before.data && <CaseEvents events={before.data.events} />}
      </aside>
    </>
  );
}

function ReadyToDial({ brief, before, dial, dialling, back }: Props & { before: BeforeCall | undefined }) {
  const { message } = App.useApp();
  const [handing, setHanding] = useState(false);
  const numbers = useNumbers(brief);
  const { phone } = numbers;
  const [reason, setReason, drop] = useDraft(`off hours ${brief.followUp.id}`, '');
  const why = useRef<InputRef>(null);
  const outside = !brief.callingHours.open;
  // A last try that is too soon is refused whatever the reason.
  const wantsReason = outside && brief.lastTry === null;
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
      drop();
      dial(phone, reason.trim());
    };
    return [
      { id: 'dial', label: '拨打', keys: ['Enter', 'F3'], inText: true, when: phone !== null, run: go },
      { id: 'hand-over', label: '写交接', keys: ['J', 'j'], run: () => setHanding(true) },
      { id: 'back', label: '放回队列，返回任务列表', keys: ['Escape'], inText: true, run: back },
    ];
  }, [phone, dialling, wantsReason, reason, dial, back, message, drop]);
  useCommands(commands, '拨号前');
  const run = (id: string) => commands.find((command) => command.id === id)?.run();
  return (
    <div className="call-middle">
      {brief.sensitive && <SensitiveBanner />}
      <WhatMatters brief={brief} before={before} />
      <NumberSection brief={brief} numbers={numbers} />
      {brief.lastTry !== null && (
        <section role="status">
          <Mark tone="warn">现在先不打</Mark> 最多拨打 {brief.followUp.maxAttempts} 次，还缺{brief.lastTry.missing}
          的拨打，剩下的次数要留给它：请在 {appointmentInWords(brief.lastTry.from)} 之后再打。现在请按 Esc 放回队列，到时会排进任务列表。
        </section>
      )}
      {wantsReason && (
        <section>
          <label htmlFor="off-hours">现在不在拨打时段（{brief.callingHours.hours}）。确需现在拨打，请写明原因：</label>
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
        <div className="call-say">{phone ? greetingOf(brief, phone) : brief.texts.greeting}</div>
      </section>
      <div className="row">
        <Button type={brief.lastTry ? 'default' : 'primary'} size="large" loading={dialling} disabled={!phone} onClick={() => run('dial')}>
          拨打 {phone && phoneGroups(phone.number)} <Key>↵</Key>
        </Button>
        <span className="mut">
          复制号码 <Key>C</Key>
        </span>
        <span className="grow" />
        <Button size="large" onClick={() => setHanding(true)}>
          写交接 <Key>J</Key>
        </Button>
        <Button type={brief.lastTry ? 'primary' : 'default'} size="large" onClick={back}>
          返回列表 <Key>Esc</Key>
        </Button>
      </div>
      {handing && <HandOverDialog about={{ followUpId: brief.followUp.id, name: brief.patient.name }} close={() => setHanding(false)} />}
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
