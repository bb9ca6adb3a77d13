/** The call that has not ended, over every screen and in every window, with the way back to it. */
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useCallback, useMemo } from 'react';
import type { RunningCall } from '../../shared/base/contract/dialling.ts';
import { civilDateOf } from '../../shared/base/rules/time.ts';
import { useUser } from '../accounts/signedIn.ts';
import { api, queries } from '../base/client.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { useNow } from '../interviews/useInterview.ts';
import { Key } from '../ui/parts.tsx';
import { duration, whenOf } from './callWords.ts';
import { EndLeftCall } from './ending/EndLeftCall.tsx';

const askAgainMs = 60_000;

/** Calls without an outcome that concern whoever is signed in; their own first. */
export function useRunningCalls(): readonly RunningCall[] {
  const { role } = useUser();
  const enabled = role === 'nurse' || role === 'supervisor';
  return useQuery(api.calls.runningCalls.queryOptions({ input: {}, enabled, refetchInterval: askAgainMs })).data ?? [];
}

/** The user's own call; undefined where there is none. */
export const useOwnCall = (): RunningCall | undefined => useRunningCalls().find(({ mine }) => mine);

/** A call that this page has ended runs no more: the next one may be taken before the host's push arrives. */
export function callEnded(attemptId: string): void {
  queries.setQueryData(api.calls.runningCalls.queryKey({ input: {} }), (calls) => calls?.filter((call) => call.attemptId !== attemptId));
  void queries.invalidateQueries({ queryKey: api.calls.runningCalls.key() });
}

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
