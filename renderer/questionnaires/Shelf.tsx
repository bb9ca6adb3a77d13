/** The list of questionnaires: drafts, versions, and the shipped templates. */
import { PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Spin } from 'antd';
import { useState } from 'react';
import type { Inputs } from '../../shared/contract.ts';
import { api, client, queries } from '../base/client.ts';
import { Failure, Page } from '../ui/parts.tsx';
import { CompareDialog } from './CompareDialog.tsx';
import { DraftTable } from './DraftTable.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { OfferList } from './OfferList.tsx';
import { VersionTable } from './VersionTable.tsx';

type Source = Inputs['questionnaires']['createDraft'];

export function Shelf({ read }: { read: (versionId: string) => void }) {
  const navigate = useNavigate();
  const versions = useQuery(api.questionnaires.list.queryOptions({ input: {} }));
  const drafts = useQuery(api.questionnaires.drafts.queryOptions({ input: {} }));
  const templates = useQuery(api.questionnaires.templates.queryOptions({ input: {}, staleTime: Number.POSITIVE_INFINITY }));
  const [comparing, compare] = useState<{ readonly kind: 'version' | 'draft'; readonly id: string } | null>(null);
  const [importing, setImporting] = useState(false);
  const open = (draftId: string) => void navigate({ to: '/questionnaires/draft/$draftId', params: { draftId } });
  const begin = useMutation({ mutationFn: (source: Source) => client.questionnaires.createDraft(source), onSuccess: ({ id }) => open(id) });
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSettled: () => queries.invalidateQueries({ queryKey: api.questionnaires.key() }),
  });
  return (
    <Page
      title="问卷"
      actions={
        <>
          <Button onClick={() => setImporting(true)}>导入</Button>
          <Button type="primary" icon={<PlusOutlined />} loading={begin.isPending} onClick={() => begin.mutate({ from: 'empty' })}>
            新建空白问卷
          </Button>
        </>
      }
    >
      <Failure error={versions.error ?? drafts.error ?? begin.error ?? act.error} retry={() => void versions.refetch()} />
      {(versions.isLoading || drafts.isLoading) && <Spin />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
      <div className="shelf" tabIndex={0}>
        {drafts.data && (
          <DraftTable
            drafts={drafts.data}
            open={open}
            compare={(id) => compare({ kind: 'draft', id })}
            remove={(id) => act.mutate(() => client.questionnaires.removeDraft({ id }))}
          />
        )}
        {versions.data && (
          <VersionTable
            versions={versions.data}
            read={read}
            copy={(id) => begin.mutate({ from: 'version', id })}
            compare={(id) => compare({ kind: 'version', id })}
            use={(id) => act.mutate(() => client.questionnaires.use({ id }))}
            retire={(id) => act.mutate(() => client.questionnaires.retire({ id }))}
          />
        )}
        {templates.data && <OfferList offers={templates.data} begin={(code) => begin.mutate({ from: 'template', code })} />}
      </div>
      {comparing && (
        <CompareDialog versions={versions.data ?? []} drafts={drafts.data ?? []} first={comparing} close={() => compare(null)} />
      )}
      {importing && <ImportDialog close={() => setImporting(false)} open={open} />}
    </Page>
  );
}
