/** One review: the interview and the actions on it. */
import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useState } from 'react';
import { answerers, interviewStates, reviewStates } from '../../shared/base/contract/words.ts';
import type { Review } from '../../shared/quality/contract/quality.ts';
import { api } from '../base/client.ts';
import { Failure, Mark } from '../ui/parts.tsx';
import { AnswerBar } from './AnswerBar.tsx';
import { CorrectionDialog } from './CorrectionDialog.tsx';
import { DecisionBar } from './DecisionBar.tsx';
import { momentOf, stateTones, talkText } from './qualityWords.ts';
import { SheetAnswers } from './SheetAnswers.tsx';
import { SheetAside } from './SheetAside.tsx';

function Head({ review: { sheet, state } }: { review: Review }) {
  const { patient } = sheet;
  const who = sheet.answerer ? `${answerers.zh[sheet.answerer]}${sheet.relation && `（${sheet.relation}）`}接听` : '';
  const facts = [
    `${sheet.begunBy ? `${sheet.begunBy}开始，${sheet.nurse}结束` : sheet.nurse} ${momentOf(sheet.finishedAt)}`,
    `通话 ${talkText(sheet.talkSeconds)}`,
    who,
    sheet.consent === true ? '' : sheet.consent === false ? '未同意记录' : '没有记下是否同意',
    sheet.answerer === null ? '没有记下接听人' : '',
    sheet.questionnaire,
  ];
  return (
    <div className="quality-head">
      <div className="row">
        <h1>{patient.name}</h1>
        <span className="mut quality-clip">
          {patient.ageText} · {patient.department} · {patient.dischargeDate.slice(5)} 出院 · {patient.diagnosis}
        </span>
        <span className="grow" />
        {sheet.satisfied === null ? (
          <Mark>未计数</Mark>
        ) : sheet.satisfied ? (
          <Mark tone="good">满意</Mark>
        ) : (
          <Mark tone="bad">{sheet.objections} 项意见</Mark>
        )}
        {sheet.state === 'partial' && <Mark>{interviewStates.zh.partial}</Mark>}
        <Mark tone={stateTones[state]}>{reviewStates.zh[state]}</Mark>
      </div>
      <div className="mut">{facts.filter(Boolean).join(' · ')}</div>
      {(sheet.condition || sheet.revisitDate) && (
        <div className="mut">
          {sheet.condition && `目前情况：${sheet.condition}`} {sheet.revisitDate && `复诊 ${sheet.revisitDate}`}
        </div>
      )}
    </div>
  );
}

export function ReviewView({ id, done }: { id: string; done: () => void }) {
  const asked = useQuery(api.quality.review.queryOptions({ input: { id }, retry: false }));
  const [correcting, setCorrecting] = useState(false);
  const review = asked.data;
  if (!review)
    return (
      <div className="quality-main">
        {asked.isError ? <Failure error={asked.error} retry={() => void asked.refetch()} /> : <Skeleton active />}
      </div>
    );
  const correct = () => setCorrecting(true);
  return (
    <div className="quality-review">
      <section className="quality-main" aria-label="访谈">
        <Head review={review} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
        <section className="quality-scroll" tabIndex={0} aria-label="回答">
          <SheetAnswers sheet={review.sheet} />
        </section>
        {review.mayDecide && <DecisionBar key={review.version} review={review} correct={correct} decided={done} />}
        {review.mayAnswer && <AnswerBar key={review.version} review={review} correct={correct} answered={done} />}
        {review.sheet.own && !review.mayAnswer && !['agreed', 'corrected'].includes(review.state) && (
          <p className="quality-decide mut">
            {review.state === 'returned' ? '已返回，等待随访办复核。' : '这是您自己做的访谈，须由另一位随访办人员复核。'}
          </p>
        )}
      </section>
      <SheetAside review={review} />
      {correcting && <CorrectionDialog sheet={review.sheet} close={() => setCorrecting(false)} />}
    </div>
  );
}
