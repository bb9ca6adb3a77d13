/** One feedback: the patient's words, the answers so far, and the one next step. */
import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { feedbackKinds, severities } from '../../shared/base/contract/words.ts';
import type { FeedbackCase } from '../../shared/feedback/contract/feedback.ts';
import { api } from '../base/client.ts';
import { capOf } from '../base/commands.ts';
import { Failure, Key, Mark } from '../ui/parts.tsx';
import { AcceptBar } from './AcceptBar.tsx';
import { Answers } from './Answers.tsx';
import { CaseAside } from './CaseAside.tsx';
import { CasePhone } from './CasePhone.tsx';
import { CloseBar } from './CloseBar.tsx';
import { DispatchForm } from './DispatchForm.tsx';
import { Redirect } from './Redirect.tsx';
import { EarlierTexts } from './rectification/EarlierTexts.tsx';
import { RectificationForm } from './rectification/RectificationForm.tsx';
import { ReviewForm } from './rectification/ReviewForm.tsx';
import { ReplyForm } from './replies/ReplyForm.tsx';
import { dueWord, momentOf, subjectOf, waitingWord } from './words.ts';

/** Why the patient is not named, where a name is on record. */
const notShown: Readonly<Record<FeedbackCase['patient']['shown'], string>> = {
  whole: '',
  group: '姓名和电话不显示：意见按内容办理，不看是谁提的',
  too_few: '患者信息不显示：这个月回访的人太少，显示了就能认出是谁',
  none: '患者信息未登记',
};

function PatientWords({ found }: { found: FeedbackCase }) {
  const { patient } = found;
  const when = found.interviewedAt ? `回访 ${momentOf(found.interviewedAt)}` : `登记 ${momentOf(found.registeredAt)}`;
  const known = [patient.name, patient.sex, patient.age].filter(Boolean).join('，');
  const who = [known, notShown[patient.shown]].filter(Boolean).join(' · ');
  return (
    <div className="card case-words">
      <div className="mut case-small">患者原话（{[when, found.nurseName].filter(Boolean).join('，')}）</div>
      <blockquote>“{found.text}”</blockquote>
      <div className="mut case-small">
        {who}
        {found.staffName && ` · 提到：${found.staffName}`}
        {found.itemSay && ` · 问的是：${found.itemSay}`}
      </div>
      {found.callBack && patient.shown === 'whole' && !found.actions.includes('reply') && (
        <div className="row case-call-back">
          <span className="mut">请马上回电</span>
          <CasePhone found={found} />
        </div>
      )}
    </div>
  );
}

/** Said where the department has nobody to act and somebody acts for it. */
function ActingNote({ found }: { found: FeedbackCase }) {
  if (found.headed || (found.state !== 'dispatched' && found.state !== 'accepted')) return null;
  return (
    <div className="warn" role="note">
      {found.department}没有可以登录的负责人，{found.deputy ? '由您代办，记录里会标明“代办”。' : '由随访办代办。'}
    </div>
  );
}

/** The form of the next step, where the reader may take it; keyed so that nothing typed moves to another case. */
function NextStep({ found }: { found: FeedbackCase }) {
  const key = `${found.id} ${found.round}`;
  const may = (action: FeedbackCase['actions'][number]) => found.actions.includes(action);
  if (may('dispatch')) return <DispatchForm key={key} found={found} />;
  if (may('accept')) return <AcceptBar key={key} found={found} />;
  if (may('rectify')) return <RectificationForm key={key} found={found} />;
  if (may('review_pass')) return <ReviewForm key={key} found={found} />;
  if (may('reply')) return <ReplyForm key={key} found={found} />;
  if (may('close')) return <CloseBar key={key} found={found} />;
  return (
    <div className="case-waits mut row">
      {waitingWord(found)}
      <span className="dim">
        下一件 <Key>{capOf('ArrowDown')}</Key>
      </span>
    </div>
  );
}

export function CaseView({ id, now }: { id: string; now: string }) {
  const asked = useQuery(api.feedback.get.queryOptions({ input: { id } }));
  if (asked.isError)
    return (
      <div className="case">
        <Failure error={asked.error} retry={() => void asked.refetch()} />
      </div>
    );
  if (!asked.data)
    return (
      <div className="case">
        <Skeleton active />
      </div>
    );
  const found = asked.data;
  const due = dueWord(found, now);
  return (
    <div className="case">
      <section className="case-main" aria-label="意见">
        <div className="row case-head">
          <h1>{subjectOf(found)}</h1>
          <Mark tone={due.tone}>{due.word}</Mark>
          {found.severity === 'several' && <Mark>{severities.zh.several}</Mark>}
          {found.kind !== 'opinion' && <Mark tone={found.kind === 'praise' ? 'good' : 'plain'}>{feedbackKinds.zh[found.kind]}</Mark>}
          {found.round > 1 && <Mark tone="warn">第 {found.round} 轮</Mark>}
          <span className="case-whose">
            <span className="mut">{found.department}</span> <span className="dim">{found.number}</span>
          </span>
        </div>
        <PatientWords found={found} />
        <Answers found={found} />
        {found.rectifications.length > 0 && <EarlierTexts key={found.id} id={found.id} />}
        <ActingNote found={found} />
        <NextStep found={found} />
        {found.actions.includes('transfer') && <Redirect key={`${found.id} ${found.version}`} found={found} />}
      </section>
      <CaseAside found={found} />
    </div>
  );
}
