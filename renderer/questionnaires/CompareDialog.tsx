import { useQuery } from '@tanstack/react-query';
import { Modal, Select, Spin } from 'antd';
import { useState } from 'react';
import type { DraftSummary, QuestionnaireVersion } from '../../shared/questionnaires/contract/questionnaires.ts';
import { api } from '../base/client.ts';
import { Failure } from '../ui/parts.tsx';
import { ComparisonView } from './ComparisonView.tsx';

/** One side of a comparison: a version, or a draft. */
interface Side {
  readonly kind: 'version' | 'draft';
  readonly id: string;
}

const read = (value: string): Side => ({ kind: value.startsWith('draft ') ? 'draft' : 'version', id: value.replace(/^\w+ /, '') });

function useContent({ kind, id }: Side) {
  const version = useQuery(api.questionnaires.get.queryOptions({ input: { id }, enabled: kind === 'version' && id !== '' }));
  const draft = useQuery(api.questionnaires.draft.queryOptions({ input: { id }, enabled: kind === 'draft' && id !== '' }));
  const chosen = kind === 'draft' ? draft : version;
  return { content: chosen.data?.content, error: chosen.error };
}

/** Chooses two of all versions and drafts; the newer is on the right. */
export function CompareDialog({
  versions,
  drafts,
  first,
  close,
}: {
  versions: readonly QuestionnaireVersion[];
  drafts: readonly DraftSummary[];
  /** What is compared with the one it came from, else with the one before it. */
  first: Side;
  close: () => void;
}) {
  const choices = [
    ...drafts.map(({ id, title }) => ({ value: `draft ${id}`, label: `草稿：${title || '未命名'}` })),
    ...versions.map(({ id, title, version }) => ({ value: `version ${id}`, label: `${title} · 第 ${version} 版` })),
  ];
  const [after, setAfter] = useState(`${first.kind} ${first.id}`);
  const [before, setBefore] = useState(() => `version ${earlier(versions, drafts, first)}`);
  const [old, fresh] = [useContent(read(before)), useContent(read(after))];
  return (
    <Modal open onCancel={close} footer={null} title="比较两份问卷" width={1180} style={{ top: 24 }}>
      <div className="row comparison-choice">
        <Select aria-label="以前的" style={{ flex: 1 }} value={before} options={choices} onChange={setBefore} />
        <span className="mut">变为</span>
        <Select aria-label="现在的" style={{ flex: 1 }} value={after} options={choices} onChange={setAfter} />
      </div>
      <Failure error={old.error ?? fresh.error} />
      {old.content && fresh.content ? (
        <ComparisonView key={`${before} ${after}`} before={old.content} after={fresh.content} />
      ) : (
        !old.error && !fresh.error && <Spin />
      )}
    </Modal>
  );
}

function earlier(versions: readonly QuestionnaireVersion[], drafts: readonly DraftSummary[], { kind, id }: Side): string {
  const draft = kind === 'draft' ? drafts.find((one) => one.id === id) : undefined;
  if (draft?.basedOn) return draft.basedOn;
  const version = versions.find((one) => one.id === id);
  const before = versions.find((one) => version && one.code === version.code && one.version < version.version);
  const same = versions.find((one) => one.code === draft?.code);
  return (before ?? same ?? versions.find((one) => one.id !== id) ?? versions[0])?.id ?? id;
}
