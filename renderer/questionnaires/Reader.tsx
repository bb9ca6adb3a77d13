import { useQuery } from '@tanstack/react-query';
import { Button, Segmented, Select, Spin } from 'antd';
import { useState } from 'react';
import { civilDateOf } from '../../shared/base/rules/time.ts';
import { api } from '../base/client.ts';
import { Failure, Mark, Nothing, Page } from '../ui/parts.tsx';
import { GuidanceView } from './GuidanceView.tsx';
import { ItemsView } from './ItemsView.tsx';
import { ScriptsView } from './ScriptsView.tsx';
import { stateOf } from './states.ts';

/** A questionnaire version, read only: what is asked, what is said, what is advised. */
export function Reader({ first, back }: { first: string | null; back: (() => void) | null }) {
  const versions = useQuery(api.questionnaires.list.queryOptions({ input: {} }));
  const [chosen, setChosen] = useState<string | null>(first);
  const [part, setPart] = useState<'items' | 'scripts' | 'guidance'>('items');
  const current = versions.data?.find((version) => version.inUse) ?? versions.data?.[0];
  const id = chosen ?? current?.id ?? '';
  const whole = useQuery(api.questionnaires.get.queryOptions({ input: { id }, enabled: id !== '' }));
  const content = whole.data?.content;
  const state = whole.data && stateOf(whole.data);
  return (
    <Page
      title="问卷"
      beside={
        whole.data &&
        state && (
          <>
            <Select
              aria-label="版本"
              style={{ width: 300 }}
              value={id}
              onChange={setChosen}
              options={(versions.data ?? []).map((version) => ({
                value: version.id,
                label: `${version.title} · 第 ${version.version} 版`,
              }))}
            />
            <Mark tone={state.tone}>{state.word}</Mark>
            {whole.data.publishedAt && <span className="mut">{civilDateOf(whole.data.publishedAt)} 发布</span>}
          </>
        )
      }
      actions={
        <>
          {content && (
            <Segmented
              value={part}
              onChange={setPart}
              options={[
                { value: 'items', label: `条目 ${content.items.length}` },
                { value: 'scripts', label: '话术' },
                { value: 'guidance', label: `健康指导 ${content.guidance.length}` },
              ]}
            />
          )}
          {back && <Button onClick={back}>返回</Button>}
        </>
      }
    >
      <Failure error={versions.error ?? whole.error} retry={() => void versions.refetch()} />
      {(versions.isLoading || whole.isLoading) && <Spin />}
      {versions.data?.length === 0 && <Nothing>还没有问卷。</Nothing>}
      {content && part === 'items' && <ItemsView content={content} />}
      {content && part === 'scripts' && <ScriptsView content={content} />}
      {content && part === 'guidance' && <GuidanceView content={content} />}
    </Page>
  );
}
