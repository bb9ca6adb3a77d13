/** Shows the user's running call on every screen and window, with a link back to it. */

import { useLocation, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useCallback, useMemo } from 'react';
import { civilDateOf } from '../../shared/base/rules/time.ts';
import type { RunningCall } from '../../shared/worklist/contract/attempts.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { Key } from '../ui/parts.tsx';
import { useNow } from '../ui/useNow.ts';
import { EndLeftCall } from './EndLeftCall.tsx';
import { useRunningCalls } from './runningCalls.ts';
import { duration, whenOf } from './words.ts';
import '../ui/runningCall.css';

export function RunningCallBar() {
  const calls = useRunningCalls();
  const { pathname } = useLocation();
  const own = calls.find(({ mine, followUpId }) => mine && pathname !== `/call/${followUpId}`);
  const left = calls.find(({ mine }) => !mine);
  return (
    <>
      {own && <OwnCall call={own} />}
      {left && <ColleaguesCall call={left} more={calls.filter(({ mine }) => !mine).length - 1} />}
    </>
  );
}

const whose = ({ name, department, phone, incoming }: RunningCall) => [name, department, incoming ? '患者来电' : phone].join(' · ');

function OwnCall({ call }: { call: RunningCall }) {
  const navigate = useNavigate();
  const { followUpId } = call;
  const back = useCallback(() => void navigate({ to: '/call/$followUpId', params: { followUpId } }), [navigate, followUpId]);
  useCommands(useMemo<Command[]>(() => [{ id: 'to-call', label: '回到通话', keys: ['Space'], run: back }], [back]));
  const lasted = duration(useNow() - Date.parse(call.answeredAt ?? call.startedAt));
  return (
    <section className="running-call" aria-label="正在通话" data-testid="running-call">
      <span className="running-call-dot" />
      <b>
        {call.answeredAt ? '通话中' : '响铃'} <span role="timer">{lasted}</span>
      </b>
      <span className="running-call-who">{whose(call)}</span>
      <span className="grow" />
      <span>通话没有结束，不能再打下一位</span>
      <Button size="small" onClick={back}>
        回到通话，记结果 <Key>空格</Key>
      </Button>
    </section>
  );
}

/** The supervisor sees that a call was left behind, and records its end for the colleague. */
function ColleaguesCall({ call, more }: { call: RunningCall; more: number }) {
  const since = whenOf(call.startedAt, civilDateOf(new Date().toISOString()));
  return (
    <section className="running-call left" aria-label="没有结束的通话" data-testid="left-call-bar">
      <b>{call.nurseName} 的通话没有结束</b>
      <span className="running-call-who">
        {since} 开始 · {whose(call)}
        {more > 0 && `；另有 ${more} 通`}
      </span>
      <span className="grow" />
      <span>别人不能接手</span>
      <EndLeftCall call={call} />
    </section>
  );
}
