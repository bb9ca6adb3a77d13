/** The call page: one follow-up from taking it to its outcome. */

import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { App, Button, Spin } from 'antd';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { AttemptOutcome } from '../../shared/base/contract/words.ts';
import { mayUndo } from '../../shared/calls/rules/undo.ts';
import type { Brief } from '../../shared/interviews/contract/brief.ts';
import { mayTalkOfStay } from '../../shared/interviews/rules/disclosure.ts';
import { notAsked, stepAfterAnswer } from '../../shared/interviews/rules/steps.ts';
import { api, client, codeOf, isLost, queries, sentenceOf } from '../base/client.ts';
import { type Command, useCommands, useRestAfter } from '../base/commands.ts';
import { useUser } from '../base/signedIn.ts';
import { isCallBack, openInterview, useLearned } from '../interviews/index.ts';
import { Failure, Key } from '../ui/parts.tsx';
import { callEnded, liveCalls, placeCall } from '../worklist/index.ts';
import { CallHeader, type Phone, TodayLine } from './CallHeader.tsx';
import { type Phase, phaseOf, phoneOf } from './callPhase.ts';
import { CallResult } from './ending/CallResult.tsx';
import { answeredInWords, courseOf, isEnough, StillTakenBack, usualEnd } from './ending/endOfTalk.tsx';
import { LeftCall } from './ending/LeftCall.tsx';
import { type CallEnd, OutcomeDialog } from './ending/OutcomeDialog.tsx';
import { greetingOf } from './greeting.ts';
import { PreCall } from './PreCall.tsx';
import { Ringing } from './Ringing.tsx';
import { StayPanel } from './StayPanel.tsx';
import { Talking } from './Talking.tsx';
import '../ui/callFrame.css';
import './callPage.css';

const holdAgainMs = 3 * 60_000;
const nothingSaved = { subscribe: () => () => undefined, status: () => null };

/** Opens the follow-up of the address; the same page serves the next patient. */
export function CallPage() {
  const { followUpId } = useParams({ from: '/call/$followUpId' });
  const navigate = useNavigate();
  const back = useCallback(() => void navigate({ to: '/work-list' }), [navigate]);
  // Not under the room's key: a push that calling changed must not load the screen anew in the middle of a call.
  const opened = useQuery({
    queryKey: ['call screen', followUpId],
    queryFn: async () => {
      await client.calls.take({ followUpId });
      // With what stands beside it, so that the screen comes in one step.
      const input = { followUpId };
      const [brief] = await Promise.all([
        client.calls.brief(input),
        queries.prefetchQuery(api.calls.beforeCall.queryOptions({ input, retry: false })),
        queries.prefetchQuery(api.numbers.list.queryOptions({ input })),
      ]);
      return brief;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (opened.isError) return <NotOpened error={opened.error} retry={() => void opened.refetch()} back={back} />;
  if (!opened.data)
    return (
      <div className="call">
        <div className="call-alone">
          <Spin size="large" />
        </div>
      </div>
    );
  return <Call key={followUpId} brief={opened.data} back={back} />;
}

function NotOpened({ error, retry, back }: { error: unknown; retry: () => void; back: () => void }) {
  useCommands(useMemo<Command[]>(() => [{ id: 'back', label: '返回任务列表', keys: ['Enter', 'Escape'], run: back }], [back]));
  return (
    <div className="call">
      <div className="call-alone">
        <Failure error={error} retry={retry} />
        <Button type="primary" onClick={back}>
          返回任务列表 <Key>↵</Key>
        </Button>
      </div>
    </div>
  );
}

function Call({ brief, back }: { brief: Brief; back: () => void }) {
  const navigate = useNavigate();
  const { message } = App.useApp();
  const followUpId = brief.followUp.id;
  const { id: userId } = useUser();
  const [phase, setPhase] = useState<Phase>(() => phaseOf(brief, userId));
  const [phone, setPhone] = useState<Phone | null>(() => phoneOf(brief));
  const [ending, setEnding] = useState<{ readonly preset: AttemptOutcome | null; readonly endedAt?: string } | null>(null);
  // A call that this page did not open: it, or the page, was left in the middle. Nobody but the nurse knows whether it goes on.
  const [left, setLeft] = useState(() => brief.openAttemptId !== null && !liveCalls.has(brief.openAttemptId));
  const day = useQuery(api.calls.dayLine.queryOptions({ input: {} }));
  const settings = useQuery(api.upkeep.settings.queryOptions({ input: {} }));
  const departments = useQuery(api.hospital.departments.queryOptions({ input: {} }));
  const interview = phase.name === 'talking' ? phase.interview : null;
  // The first sentence asks for the right person, whoever's number was dialled.
  const spoken = useMemo(
    () => (phone ? { ...brief, texts: { ...brief.texts, greeting: greetingOf(brief, phone) } } : brief),
    [brief, phone],
  );
  const saving = interview ? { subscribe: interview.queue.subscribe, status: interview.status } : nothingSaved;
  const status = useSyncExternalStore(saving.subscribe, saving.status);
  // Somebody is on the line: what is known of the stay is shown once it is known who it is.
  const known = useSyncExternalStore(
    interview ? interview.subscribe : nothingSaved.subscribe,
    () => interview === null || mayTalkOfStay(interview.view().said),
  );

  useEffect(() => {
    const timer = setInterval(() => void client.calls.take({ followUpId }).catch(() => undefined), holdAgainMs);
    if (phase.name === 'ended') clearInterval(timer);
    return () => clearInterval(timer);
  }, [followUpId, phase.name]);

  useLearned(followUpId);
  const warn = (error: unknown) => void message.error(sentenceOf(error));
  const notDialled = (error: unknown) =>
    void message.error(isLost(error) ? '连接不上回访工作站，没有拨出，也不会自动补拨。连接恢复后请再按一次“拨打”。' : sentenceOf(error), 8);
  const dial = useMutation({
    mutationFn: ({ phone: chosen, reason }: { phone: Phone; reason: string }) =>
      client.calls.dial({ followUpId, phoneId: chosen.id, ...(reason ? { offHoursReason: reason } : {}) }),
    onSuccess: ({ attemptId }, { phone: chosen }) => {
      liveCalls.add(attemptId);
      setPhone(chosen);
      setPhase({ name: 'ringing', attemptId, since: Date.now() });
      const dialling = settings.data?.dialling;
      // A browser asks each time whether to open the link: there the nurse presses the key that does.
      if (dialling && (window.desktop || dialling.by === 'program'))
        void placeCall(chosen.number, dialling).then((trouble) => void (trouble && message.warning(trouble, 8)));
    },
    onError: notDialled,
  });
  const begin = useMutation({
    mutationFn: (attemptId: string) => client.interviews.beginInterview({ followUpId, attemptId }),
    onSuccess: (begun, attemptId) => {
      const since = phase.name === 'ringing' ? phase.since : Date.now();
      setPhase({ name: 'talking', attemptId, since, answered: Date.now(), interview: openInterview(brief, begun, userId) });
    },
    onError: warn,
  });
  const end = useMutation({
    mutationFn: async (call: CallEnd & { readonly attemptId: string; readonly endedAt?: string }) => {
      const held = interview?.status();
      // Nothing is saved until the password is given: no end waits for that behind the dialog.
      if (held?.state === 'retrying' && codeOf(held.error) === 'NOT_SIGNED_IN') throw held.error;
      if (interview && !(await interview.queue.flush())) {
        const saved = interview.status();
        if (saved.state === 'refused') throw saved.error;
        return null;
      }
      return client.calls.endCall({ followUpId, ...call });
    },
    onSuccess: (result, { attemptId }) => {
      setEnding(null);
      const since = phase.name === 'ringing' || phase.name === 'talking' ? phase.since : Date.now();
      if (!result) return;
      callEnded(attemptId);
      setPhase({ name: 'ended', result, attemptId, since });
    },
  });
  const undo = useMutation({
    mutationFn: (ended: { readonly attemptId: string; readonly since: number }) =>
      client.calls.undoEndCall({ followUpId, attemptId: ended.attemptId }),
    onSuccess: ({ attemptId }, { since }) => setPhase({ name: 'ringing', attemptId, since }),
    onError: warn,
  });
  const leave = useMutation({ mutationFn: () => client.calls.release({ followUpId }), onSettled: back });
  const following = useMutation({
    mutationFn: () => client.calls.takeNext({ month: brief.followUp.month }),
    // In its place: “back” from a call leads to the list, not into a call that has ended.
    onSuccess: (taken) => void navigate({ to: '/call/$followUpId', params: { followUpId: taken.followUpId }, replace: true }),
  });
  const { mutate: endNow, isPending: endingNow } = end;
  const ringingId = phase.name === 'ringing' ? phase.attemptId : null;
  const startEnd = useCallback((preset: AttemptOutcome | null) => setEnding({ preset }), []);
  /** Nobody was reached and nothing more is asked: saved at once, and may be undone. An interview that it would end is looked at first. */
  const endUnanswered = useCallback(
    (outcome: AttemptOutcome) => {
      if (ringingId === null || endingNow) return;
      if (!mayUndo(outcome) || brief.interview) return setEnding({ preset: outcome });
      endNow({ outcome, note: '', attemptId: ringingId }, { onError: () => setEnding({ preset: outcome }) });
    },
    [ringingId, endingNow, brief.interview, endNow],
  );
  const { mutate: dialNow } = dial;
  const { mutate: beginNow, isPending: beginning } = begin;
  const { mutate: undoNow } = undo;
  const { mutate: leaveNow } = leave;
  const { mutate: takeNext } = following;
  const toDial = useCallback((chosen: Phone, reason: string) => dialNow({ phone: chosen, reason }), [dialNow]);
  const toLeave = useCallback(() => leaveNow(), [leaveNow]);
  const toNext = useCallback(() => takeNext(), [takeNext]);
  const toBegin = useCallback(() => {
    if (ringingId && !beginning) beginNow(ringingId);
  }, [ringingId, beginning, beginNow]);
  const ended = phase.name === 'ended' ? phase : null;
  const toUndo = useCallback(() => {
    if (ended) undoNow(ended);
  }, [ended, undoNow]);
  const resting = useRestAfter(phase.name);

  const inCall = phase.name === 'ringing' || phase.name === 'talking';
  return (
    <div className={`call ${phase.name}`} data-testid="call" data-phase={phase.name} data-keys={resting ? 'resting' : 'ready'}>
      {day.data && <TodayLine day={day.data} />}
      <CallHeader
        brief={brief}
        phone={phone}
        since={inCall ? phase.since : null}
        answered={phase.name === 'talking' ? phase.answered : null}
        status={status}
        known={known}
        retry={() => interview?.queue.retry()}
        leave={back}
      />
      <StayPanel brief={brief} known={known} call={phase.name === 'ended' ? phase.result.outcome : inCall ? 'running' : null} />
      {phase.name === 'before' && <PreCall brief={brief} dial={toDial} dialling={dial.isPending} back={toLeave} />}
      {phase.name === 'ringing' && (
        <Ringing
          brief={spoken}
          phone={phone}
          plan={settings.data?.dialling ?? null}
          answered={toBegin}
          beginning={begin.isPending}
          unanswered={endUnanswered}
          end={startEnd}
        />
      )}
      {phase.name === 'talking' && (
        <Talking brief={spoken} interview={phase.interview} departments={departments.data ?? []} covered={left} end={startEnd} />
      )}
      {phase.name === 'ended' && (
        <CallResult
          name={brief.patient.name}
          incoming={isCallBack(brief)}
          result={phase.result}
          next={toNext}
          back={back}
          taking={following.isPending}
          undo={toUndo}
          undoing={undo.isPending}
          error={following.error}
        />
      )}
      {ending && inCall && status?.state !== 'conflict' && (
        <OutcomeDialog
          brief={brief}
          attemptId={phase.attemptId}
          preset={ending.preset ?? (interview ? usualEnd(brief, interview) : null)}
          talking={interview !== null}
          mayComplete={known}
          call={{ incoming: isCallBack(brief), answered: interview?.answered ?? false }}
          answered={interview ? answeredInWords(brief, interview) : ''}
          enough={interview !== null && isEnough(brief, interview)}
          notAsked={interview && known ? notAsked(courseOf(brief, interview)) : []}
          ask={() => {
            setEnding(null);
            interview?.say('step', stepAfterAnswer(courseOf(brief, interview), null));
          }}
          takenBack={interview && <StillTakenBack brief={brief} interview={interview} />}
          ending={end.isPending}
          error={end.error}
          end={(call, sent) =>
            end.mutate(
              { ...call, ...(ending.endedAt ? { endedAt: ending.endedAt } : {}), attemptId: phase.attemptId },
              { onSuccess: (result) => result && sent() },
            )
          }
          close={() => {
            end.reset();
            setEnding(null);
          }}
        />
      )}
      {left && inCall && !ending && (
        <LeftCall
          startedAt={new Date(phase.since).toISOString()}
          goesOn={() => {
            liveCalls.add(phase.attemptId);
            setLeft(false);
          }}
          hasEnded={(endedAt) => setEnding({ preset: null, endedAt })}
        />
      )}
    </div>
  );
}
