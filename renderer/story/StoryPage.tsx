/** The story of one discharge: the hospital stay, the draw, the calls, the feedback and its rectification. */
import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { useMemo, useState } from 'react';
import { sexes } from '../../shared/base/contract/words.ts';
import { api, codeOf } from '../base/client.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { LookReason } from '../discharges/index.ts';
import { Failure, Key, Mark, Page } from '../ui/parts.tsx';
import { StoryCalls } from './StoryCalls.tsx';
import { StoryCases } from './StoryCases.tsx';
import { StoryFacts } from './StoryFacts.tsx';
import { StoryTimeline } from './StoryTimeline.tsx';

export function StoryPage() {
  const { dischargeId = '' } = useParams({ strict: false });
  const { history, navigate } = useRouter();
  // Every look is written down: what is on the screen is not asked for again by itself.
  const [given, give] = useState<{ readonly id: string; readonly reason: string } | null>(null);
  const reason = given !== null && given.id === dischargeId ? { reason: given.reason } : {};
  const asked = useQuery(api.story.get.queryOptions({ input: { id: dischargeId, ...reason }, staleTime: 60_000 }));
  const needsReason = codeOf(asked.error) === 'LOOK_NEEDS_REASON';
  const back = useMemo(() => () => (history.canGoBack() ? history.back() : void navigate({ to: '/discharges' })), [history, navigate]);
  useCommands(useMemo<Command[]>(() => [{ id: 'story.back', label: '返回', keys: ['Escape'], run: back }], [back]));
  const story = asked.data;
  const stay = story?.stay;
  return (
    <Page
      title={stay?.name ?? '出院记录'}
      beside={
        stay && (
          <>
            <span className="mut">
              {stay.sex === 'unknown' ? '' : sexes.zh[stay.sex]} {stay.ageText} · {stay.department} · {stay.dischargeDate} 出院
            </span>
            {stay.sensitive && <Mark tone="warn">敏感科室或诊断</Mark>}
            {stay.doNotCall && <Mark tone="bad">勿扰：{stay.doNotCall.reason}</Mark>}
          </>
        )
      }
      actions={
        <Button onClick={back}>
          返回 <Key>Esc</Key>
        </Button>
      }
    >
      {needsReason ? (
        <LookReason dischargeId={dischargeId} give={(text) => give({ id: dischargeId, reason: text })} />
      ) : (
        <Failure error={asked.error} retry={() => void asked.refetch()} />
      )}
      {asked.isLoading && <Skeleton active />}
      {story && (
        <div className="story">
          <StoryFacts story={story} {...reason} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
          <section className="story-main" aria-label="回访与意见" tabIndex={0}>
            <StoryCalls story={story} />
            {story.cases && <StoryCases cases={story.cases} />}
          </section>
          <StoryTimeline story={story} />
        </div>
      )}
    </Page>
  );
}
