import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { attemptOutcomes, dispositions, feedbackStates, verdicts } from '../../shared/base/contract/words.ts';
import { sameNumberInWords } from '../../shared/base/rules/phones.ts';
import { civilDateOf } from '../../shared/base/rules/time.ts';
import type { BeforeCall, CaseEvent } from '../../shared/calls/contract/beforeCall.ts';
import type { Brief } from '../../shared/interviews/contract/brief.ts';
import { client } from '../base/client.ts';
import { Mark } from '../ui/parts.tsx';
import { appointmentInWords, longDate, whenOf } from '../worklist/index.ts';
import './stayPanel.css';
import './whatMatters.css';

/** What this call must not miss: colleagues' notes, promises, the agreed time, good hours, discharge order and revisit, who shares the number. */
export function WhatMatters({ brief, before }: { brief: Brief; before: BeforeCall | undefined }) {
  const { followUp, stay, samePhone } = brief;
  const begun = brief.interview?.state === 'open' && brief.interview.answers.length > 0;
  return (
    <section className="matters">
      <h2>这次要紧的</h2>
      <ul>
        {before?.handOvers.map((note) => (
          <HandedOver key={note.id} note={note} />
        ))}
        {followUp.appointmentAt && (
          <li>
            <Mark tone="accent">预约</Mark> 约定 {appointmentInWords(followUp.appointmentAt)} 再打
          </li>
        )}
        {before?.lastWord && (
          <li>
            <Mark tone="accent">上次说到</Mark> {before.lastWord.text} <span className="dim">{before.lastWord.nurse}</span>
          </li>
        )}
        {begun && (
          <li>
            <Mark tone="accent">接着问</Mark> 上次已答 {brief.interview?.answers.length} 题，接通后从中断处继续
          </li>
        )}
        {stay.remark && (
          <li>
            <Mark>出院医嘱</Mark> {stay.remark}
          </li>
        )}
        <li>
          <Mark>复诊</Mark> {stay.revisitDate ? `医嘱 ${longDate(stay.revisitDate)} 复诊` : '出院记录里没有复诊日期，请问患者'}
        </li>
        {samePhone.length > 0 && (
          <li>
            <Mark tone="warn">{sameNumberInWords(samePhone)}</Mark> 另有
            {samePhone.map(({ name, department }) => `${name}（${department}）`).join('、')}
            ，先问清是谁
          </li>
        )}
        <li>
          <Mark>时段</Mark> {before ? hoursInWords(before.goodHours) : '…'}；已拨 {followUp.attempts} 次，最多 {followUp.maxAttempts} 次
        </li>
      </ul>
      {before && before.earlier.length > 0 && <Earlier earlier={before.earlier} />}
    </section>
  );
}

function HandedOver({ note }: { note: BeforeCall['handOvers'][number] }) {
  const read = useMutation({ mutationFn: () => client.followOn.readHandOver({ id: note.id }) });
  return (
    <li data-testid="handed-over">
      <Mark tone="warn">交接</Mark> {note.text}{' '}
      <span className="dim">
        {note.from}
        {note.to && ` 交给 ${note.to}`}，{whenOf(note.at, civilDateOf(new Date().toISOString()))}
      </span>{' '}
      {note.waits &&
        (read.isSuccess ? (
          <Mark tone="good">已阅</Mark>
        ) : (
          <Button size="small" loading={read.isPending} onClick={() => read.mutate()}>
            已阅
          </Button>
        ))}
    </li>
  );
}

function hoursInWords({ reached, untried }: BeforeCall['goodHours']): string {
  const good =
    reached.length > 0 ? `以前在 ${reached.map(({ part, times }) => `${part} 接通过 ${times} 次`).join('、')}` : '以前没有接通过';
  if (untried.length === 0) return `${good}，三个时段都打过了`;
  return `${good}，还没在 ${untried.join('、')} 打过`;
}

function Earlier({ earlier }: { earlier: BeforeCall['earlier'] }) {
  return (
    <>
      <h2>以前的住院和意见</h2>
      <ul className="earlier-stays">
        {earlier.map((stay) => (
          <li key={stay.id}>
            {stay.dischargeDate} {stay.department} {stay.diagnosis}{' '}
            <span className="mut">
              {stay.disposition ? `回访${dispositions.zh[stay.disposition]}` : '没有回访'}
              {stay.satisfied !== null && (stay.satisfied ? '，满意' : '，有意见')}
            </span>
            {stay.feedback.map((opinion) => (
              <span key={opinion.id} className="earlier">
                “{opinion.text}”{' '}
                <Mark tone={opinion.verdict === 'accepted' ? 'good' : opinion.verdict === 'not_accepted' ? 'bad' : 'warn'}>
                  {feedbackStates.zh[opinion.state]}
                  {opinion.verdict && `，患者${verdicts.zh[opinion.verdict]}`}
                </Mark>
                {opinion.reply && <span className="mut"> 已答复：{opinion.reply}</span>}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

function eventInWords(event: CaseEvent): string {
  switch (event.kind) {
    case 'drawn':
      return `${event.who} 抽样，抽中`;
    case 'replaces':
      return `${event.who} 补抽`;
    case 'assigned':
      return event.to ? `${event.who} 分配给 ${event.to}` : `${event.who} 放回公共池`;
    case 'hand_over':
      return `${event.who} 交接给${event.to ? ` ${event.to}` : '下一班'}`;
    case 'call_back':
      return `患者来电，${event.who} 接听 ${event.outcome ? attemptOutcomes.zh[event.outcome] : '没有记录结果'}`;
    default:
      return `${event.who} 拨打 ${event.phone} ${event.outcome ? attemptOutcomes.zh[event.outcome] : '没有记录结果'}`;
  }
}

/** Everything that happened to this follow-up, the newest first. */
export function CaseEvents({ events }: { events: BeforeCall['events'] }) {
  const today = civilDateOf(new Date().toISOString());
  return (
    <section className="case-events">
      <h2>经过</h2>
      <ol>
        {events.map((event) => (
          <li key={event.id}>
            <span className="when">{whenOf(event.at, today)}</span>
            <span>
              {eventInWords(event)}
              {event.text && <span className="mut">：{event.text}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
