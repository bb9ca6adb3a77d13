import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { answerers, aspectCodes, attemptOutcomes, followUpWord, interviewStates } from '../../shared/base/contract/words.ts';
import type { DischargeStory } from '../../shared/story/contract/story.ts';
import { api } from '../base/client.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { CorrectionDialog, Corrections } from '../quality/index.ts';
import { Failure, Key, Mark } from '../ui/parts.tsx';
import { drawInWords, momentOf, standingOf } from './storyWords.ts';

function Draws({ story }: { story: DischargeStory }) {
  const month = `${story.stay.month.replace('-', '年')}月`;
  return (
    <section className="card story-card">
      <h2>抽样</h2>
      {story.draws.length === 0 && <p className="dim">{month}还没有抽样。</p>}
      {story.draws.length > 0 && !story.followUp && <p>这次住院没有回访任务。</p>}
      {story.draws.map((draw) => {
        const { word, tone } = standingOf(draw);
        return (
          <p key={draw.drawId}>
            <Mark tone={tone}>{word}</Mark> {drawInWords(draw)}
            <br />
            <span className="dim">
              {momentOf(draw.at)} {draw.by}
            </span>
          </p>
        );
      })}
    </section>
  );
}

/** Whose it is; once it ended, who made the last call. */
function whoseInWords({ nurse, state, attempts }: NonNullable<DischargeStory['followUp']>): string {
  const last = attempts.at(-1)?.nurse;
  if (state === 'ended' && last) return `回访员 ${last}`;
  if (nurse) return `回访员 ${nurse}`;
  return state === 'open' ? '待取（公共池）' : '';
}

function Calls({ followUp }: { followUp: NonNullable<DischargeStory['followUp']> }) {
  const { disposition, state, attempts } = followUp;
  return (
    <section className="card story-card">
      <h2 className="row">
        <span>回访</span>
        <Mark tone={disposition === 'completed' ? 'good' : state === 'open' ? 'accent' : 'plain'}>
          {followUpWord({ disposition, state, attempts: attempts.length })}
        </Mark>
        <span className="grow" />
        <span className="dim">{whoseInWords(followUp)}</span>
      </h2>
      {followUp.replaces !== null && <p className="mut">由备选补抽而来：{followUp.replaces}</p>}
      {followUp.replacedFor !== null && <p className="mut">已由备选补抽替换：{followUp.replacedFor}</p>}
      {attempts.length === 0 && <p className="dim">还没有拨打过。</p>}
      {attempts.map((attempt) => (
        <p key={attempt.ordinal} className="story-call">
          <span className="dim">{momentOf(attempt.startedAt)}</span>
          <span>
            <b>{attempt.outcome ? attemptOutcomes.zh[attempt.outcome] : '通话中'}</b>{' '}
            {attempt.incoming ? <Mark tone="accent">患者打来</Mark> : <span className="mut">{attempt.phone}</span>}
            {attempt.note && <span>：{attempt.note}</span>}
            {attempt.enteredBy !== null && <span className="mut">（纸质，{attempt.enteredBy} 补录）</span>}
            {attempt.offHoursReason && <span className="mut">（时段外拨打：{attempt.offHoursReason}）</span>}
          </span>
          <span className="dim">{attempt.nurse}</span>
        </p>
      ))}
      {followUp.appointmentAt && <p className="mut">约定 {momentOf(followUp.appointmentAt)} 再访</p>}
    </section>
  );
}

/** Opens the interview for correction, where the reader may. */
function Correct({ interviewId }: { interviewId: string }) {
  const [asked, ask] = useState(false);
  const sheet = useQuery(api.quality.finishedInterview.queryOptions({ input: { interviewId }, enabled: asked, retry: false }));
  useCommands(
    useMemo<Command[]>(() => [{ id: 'correct', label: '更正访谈', keys: ['E'], when: !asked, run: () => ask(true) }], [asked]),
    '看患者',
  );
  return (
    <>
      <Button size="small" loading={asked && sheet.isFetching} onClick={() => ask(true)}>
        更正 <Key>E</Key>
      </Button>
      <Failure error={sheet.error} />
      {asked && sheet.data && !sheet.isFetching && <CorrectionDialog sheet={sheet.data} close={() => ask(false)} />}
    </>
  );
}

function Talk({ interview }: { interview: NonNullable<DischargeStory['interview']> }) {
  const { content } = interview;
  return (
    <section className="card story-card">
      <h2 className="row">
        <span>访谈</span>
        <Mark>{interviewStates.zh[interview.state]}</Mark>
        {content?.satisfied === true && <Mark tone="good">满意</Mark>}
        {content?.satisfied === false && <Mark tone="bad">不满意，{content.objections} 项意见</Mark>}
        <span className="grow" />
        <span className="dim">
          {interview.questionnaire} · {interview.begunBy && `${interview.begunBy}开始，`}
          {interview.nurse}
          {interview.begunBy && '结束'}
        </span>
        {content?.mayCorrect && <Correct interviewId={interview.id} />}
      </h2>
      {!content && <p className="dim">访谈内容只对本人的回访员和随访办显示。</p>}
      {content && (
        <>
          <p className="mut">
            {[
              content.answerer ? `${answerers.zh[content.answerer]}${content.relation && `（${content.relation}）`}接听` : '',
              content.condition ? `目前情况：${content.condition}` : '',
              content.revisitDate ? `复诊 ${content.revisitDate}` : '',
            ]
              .filter(Boolean)
              .map((part) => part.replace(/[。；]+$/, ''))
              .join('；')}
          </p>
          <dl className="story-answers">
            {content.answers.map(({ aspect, items }) => (
              <div key={aspect} className="story-aspect">
                <dt>{aspectCodes.zh[aspect]}</dt>
                <dd>
                  {items.map((item) => (
                    <span key={item.code} className={item.objection ? 'objection' : ''}>
                      <span className="mut">{item.title}</span> <b>{item.value || '未问'}</b>
                    </span>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
          <Corrections corrections={content.corrections} />
        </>
      )}
    </section>
  );
}

/** Drawn or not, called how often, and what was said. */
export function StoryCalls({ story }: { story: DischargeStory }) {
  return (
    <>
      <Draws story={story} />
      {story.followUp && <Calls followUp={story.followUp} />}
      {story.interview && <Talk interview={story.interview} />}
    </>
  );
}
