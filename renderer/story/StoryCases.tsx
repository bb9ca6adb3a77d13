/** The feedback of a discharge, in its story. */
import { Link } from '@tanstack/react-router';
import { feedbackKinds, feedbackStates, severities, verdicts } from '../../shared/base/contract/words.ts';
import type { DischargeStory } from '../../shared/story/contract/story.ts';
import { Mark } from '../ui/parts.tsx';
import { momentOf } from './storyWords.ts';

type Case = NonNullable<DischargeStory['cases']>[number];

function Opinion({ found }: { found: Case }) {
  return (
    <section className="card story-card">
      <h2 className="row">
        <span>{feedbackKinds.zh[found.kind]}</span>
        <Mark tone={found.state === 'closed' ? 'good' : 'accent'}>{feedbackStates.zh[found.state]}</Mark>
        {found.severity === 'urgent' && <Mark tone="bad">{severities.zh.urgent}</Mark>}
        <span className="grow" />
        <span className="dim">
          {[found.subject, found.department].filter(Boolean).join(' · ')}{' '}
          <Link to="/feedback/$feedbackId" params={{ feedbackId: found.id }}>
            {found.number}
          </Link>
        </span>
      </h2>
      <blockquote>“{found.text}”</blockquote>
      {found.rectifications.map((one) => (
        <p key={one.round}>
          <span className="mut">原因{one.round > 1 && `（第 ${one.round} 轮）`}：</span>
          {one.cause} <span className="mut">措施：</span>
          {one.measures} <span className="dim">{one.responsible}</span>{' '}
          {one.reviewVerdict === 'passed' && <Mark tone="good">审核通过</Mark>}
          {one.reviewVerdict === 'returned' && <Mark tone="bad">审核退回{one.reviewComment && `：${one.reviewComment}`}</Mark>}
        </p>
      ))}
      {found.replies.map((one) => (
        <p key={one.at}>
          <span className="mut">回复患者：</span>
          {one.content}{' '}
          <Mark tone={one.verdict === 'accepted' ? 'good' : one.verdict === 'not_accepted' ? 'bad' : 'plain'}>
            患者{verdicts.zh[one.verdict]}
          </Mark>
          {one.patientWords && <span className="mut"> “{one.patientWords}”</span>}
          <span className="dim">
            {' '}
            {momentOf(one.at)} {one.by}
          </span>
        </p>
      ))}
    </section>
  );
}

export function StoryCases({ cases }: { cases: readonly Case[] }) {
  return cases.map((found) => <Opinion key={found.id} found={found} />);
}
