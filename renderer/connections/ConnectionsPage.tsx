/** The page of the hospital's databases: saved connections, pulls by hand, results of scheduled pulls. */

import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { Connection } from '../../shared/connections/contract/connections.ts';
import type { ImportPreview } from '../../shared/import/contract/import.ts';
import { client } from '../base/client.ts';
import { type CorrectionOrder, type ImportDone, ImportProgress, ImportResult, PreviewPanel } from '../import/index.ts';
import { Page } from '../ui/parts.tsx';
import { ConnectionForm } from './ConnectionForm.tsx';
import { ConnectionTable } from './ConnectionTable.tsx';
import { PullDialog, type Span } from './PullDialog.tsx';
import { RunTable } from './RunTable.tsx';

type Order = { readonly connectionId: string; readonly from: string; readonly to: string } | CorrectionOrder;

/** First a pull, then corrections of its columns and departments: the same preview as a file's. */
const previewed = (order: Order): Promise<ImportPreview> =>
  'connectionId' in order ? client.connections.previewPull(order) : client.import.previewImport(order);

export function ConnectionsPage() {
  const [editing, setEditing] = useState<Connection | 'new' | null>(null);
  const [asking, setAsking] = useState<Connection | null>(null);
  const [shown, setShown] = useState<ImportPreview | null>(null);
  const [done, setDone] = useState<ImportDone | null>(null);
  const preview = useMutation({
    mutationFn: previewed,
    onSuccess: (found) => {
      setShown(found);
      setAsking(null);
    },
  });
  const commit = useMutation({
    mutationFn: (order: { uploadId: string; acceptGuesses: boolean }) => client.connections.commitPull(order),
    onSuccess: (result) => setDone({ ...result, fileName: shown?.fileName ?? '' }),
  });
  const back = () => {
    setEditing(null);
    setShown(null);
    setDone(null);
    preview.reset();
    commit.reset();
  };
  const away = editing !== null || shown !== null || done !== null;
  return (
    <Page
      title="医院数据库"
      beside={<span className="mut">{done || shown ? shown?.fileName : '只读查询，不会改动医院系统'}</span>}
      actions={
        away ? (
          <Button disabled={commit.isPending} onClick={back}>
            返回
          </Button>
        ) : (
          <Button type="primary" onClick={() => setEditing('new')}>
            新建连接
          </Button>
        )
      }
    >
      {editing !== null ? (
        <ConnectionForm key={editing === 'new' ? 'new' : editing.id} connection={editing === 'new' ? null : editing} close={back} />
      ) : commit.isPending ? (
        <ImportProgress />
      ) : done ? (
        <ImportResult done={done} />
      ) : shown ? (
        <PreviewPanel
          preview={shown}
          busy={preview.isPending}
          error={commit.error ?? preview.error}
          correct={(correction) => preview.mutate({ departments: [], ...correction, uploadId: shown.uploadId })}
          fromFile={false}
          confirm={(acceptGuesses) => commit.mutate({ uploadId: shown.uploadId, acceptGuesses })}
        />
      ) : (
        <>
          <ConnectionTable edit={setEditing} pull={setAsking} />
          <RunTable />
        </>
      )}
      {asking && (
        <PullDialog
          connection={asking}
          busy={preview.isPending}
          error={preview.error}
          close={() => {
            setAsking(null);
            preview.reset();
          }}
          pull={(span: Span) => preview.mutate({ connectionId: asking.id, ...span })}
        />
      )}
    </Page>
  );
}
