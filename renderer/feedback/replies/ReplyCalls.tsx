/** The reply calls of feedback: the numbers, how long the phone rings, the result of each call. */
import { useQuery } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useMemo, useRef } from 'react';
import { replyCallOutcomes } from '../../../shared/base/contract/words.ts';
import type { FeedbackCase, ReplyCall } from '../../../shared/feedback/contract/feedback.ts';
import { api, client, codeOf } from '../../base/client.ts';
import { type Command, capOf, useCommands } from '../../base/commands.ts';
import { useUser } from '../../base/signedIn.ts';
import { useDraft } from '../../base/useDraft.ts';
import { Failure, Key } from '../../ui/parts.tsx';
import { useNow } from '../../ui/useNow.ts';
import { duration, placeCall } from '../../worklist/index.ts';
import { useCaseAction } from '../useCaseAction.ts';
import { momentOf } from '../words.ts';
import './replyCalls.css';

const dialKey = 'Alt+D';
/** After the keys of the verdicts. */
const outcomeKey = (index: number) => `Alt+${(index + 4) % 10}`;
type Replying = NonNullable<FeedbackCase['replying']>;

/** A call that runs: its number and time, and the outcomes by key. */
function Running({ found, call }: { found: FeedbackCase; call: ReplyCall }) {
  const { role } = useUser();
  const end = useCaseAction(client.feedback.endReplyCall, () => '已记下这次拨打的结果');
  const lasted = duration(useNow() - Date.parse(call.startedAt));
  const mayEnd = call.mine || role === 'supervisor';
  const { mutate } = end;
  const outcomes = useMemo<Command[]>(
    () =>
      replyCallOutcomes.codes.map((outcome, index) => ({
        id: `feedback.reply-call.${outcome}`,
        label: `回复电话：${replyCallOutcomes.zh[outcome]}`,
        keys: [outcomeKey(index)],
        inText: true,
        when: mayEnd,
        run: () => mutate({ id: found.id, callId: call.id, outcome }),
      })),
    [found.id, call.id, mayEnd, mutate],
  );
  useCommands(outcomes, '回复患者的电话');
  return (
    <div className="case-stack">
      <div className="row reply-line">
        {call.mine ? (
          <a href={`tel:${call.number}`} className="case-phone">
            {call.number}
          </a>
        ) : (
          <b>{call.by} 正在拨打这位患者</b>
        )}
        <b>
          已拨出 <span role="timer">{lasted}</span>
        </b>
        {call.mine && <span className="mut">谈完直接登记患者意见即结束通话；没有谈成的，记下结果：</span>}
      </div>
      {mayEnd && (
        <fieldset className="case-choices" aria-label="这次拨打的结果">
          {replyCallOutcomes.codes.map((outcome, index) => (
            <Button
              key={outcome}
              size="small"
              loading={end.isPending && end.variables.outcome === outcome}
              onClick={() => mutate({ id: found.id, callId: call.id, outcome })}
            >
              {replyCallOutcomes.zh[outcome]} <Key>{capOf(outcomeKey(index))}</Key>
            </Button>
          ))}
        </fieldset>
      )}
      <Failure error={end.error} />
    </div>
  );
}

/** The numbers to dial; outside the calling hours only with a reason. */
function Numbers({ found, numbers }: { found: FeedbackCase; numbers: Replying['numbers'] }) {
  const { message } = App.useApp();
  const settings = useQuery(api.upkeep.settings.queryOptions({ input: {} }));
  const [reason, setReason, dropReason] = useDraft(`reply call's reason ${found.id} ${found.round}`, '');
  const dial = useCaseAction(client.feedback.dialReply, () => '已拨出，计时开始');
  const ring = (phoneId: string) =>
    dial.mutate(
      { id: found.id, expectedVersion: found.version, phoneId, ...(reason.trim() === '' ? {} : { offHoursReason: reason.trim() }) },
      {
        onSuccess({ replying }) {
          dropReason();
          const call = replying?.calls.find((one) => one.mine && one.endedAt === null);
          const plan = settings.data?.dialling;
          // A browser asks each time whether to open the link: there the number itself is the link.
          if (call && plan && (window.desktop || plan.by === 'program'))
            void placeCall(call.number, plan).then((trouble) => void (trouble && message.warning(trouble, 8)));
        },
      },
    );
  const first = numbers.find(({ bad }) => !bad);
  const dialFirst = () => first && ring(first.id);
  const latest = useRef(dialFirst);
  latest.current = dialFirst;
  const mayDial = first !== undefined && !dial.isPending;
  useCommands(
    useMemo<Command[]>(
      () => [
        { id: 'feedback.reply-dial', label: '拨打患者电话', keys: [dialKey], inText: true, when: mayDial, run: () => latest.current() },
      ],
      [mayDial],
    ),
    '回复患者的电话',
  );
  const needsReason = codeOf(dial.error) === 'OUTSIDE_HOURS' || reason !== '';
  return (
    <div className="case-stack">
      {numbers.length === 0 && <span className="dim">没有登记电话</span>}
      {numbers.map((phone) => (
        <div key={phone.id} className="row reply-line">
          <span className="case-phone">{phone.number}</span>
          <span className="dim">
            {phone.relation}
            {phone.bad && '（空号或错号，不能拨打）'}
          </span>
          {!phone.bad && (
            <Button size="small" loading={dial.isPending && dial.variables.phoneId === phone.id} onClick={() => ring(phone.id)}>
              拨打 {phone.id === first?.id && <Key>{capOf(dialKey)}</Key>}
            </Button>
          )}
        </div>
      ))}
      {needsReason && (
        <Input
          aria-label="时段外拨打的原因"
          value={reason}
          maxLength={200}
          placeholder="时段外拨打的原因，填好后再按“拨打”"
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      <Failure error={dial.error} />
    </div>
  );
}

export function ReplyCalls({ found, replying }: { found: FeedbackCase; replying: Replying }) {
  const running = replying.calls.find(({ endedAt }) => endedAt === null);
  const made = replying.calls.filter(({ round, endedAt }) => round === found.round && endedAt !== null);
  return (
    <div className="case-stack">
      {running ? <Running found={found} call={running} /> : <Numbers found={found} numbers={replying.numbers} />}
      {made.length > 0 && (
        <div className="mut case-small">
          本轮已拨 {made.length} 次：
          {made.map((call) => `${momentOf(call.startedAt)} ${call.outcome ? replyCallOutcomes.zh[call.outcome] : ''}`).join('；')}
        </div>
      )}
    </div>
  );
}
