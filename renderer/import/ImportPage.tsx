/** The import page in three steps: choose a file, review the preview, result. */
import type { ImportPreview } from '../../shared/import/contract/import.ts';
import './import.css';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useCallback, useState } from 'react';
import type { TextEncoding } from '../../shared/base/contract/words.ts';
import { client } from '../base/client.ts';
import { Page } from '../ui/parts.tsx';
import { ChooseFile } from './ChooseFile.tsx';
import type { CorrectionOrder } from './correction.ts';
import { FieldNames } from './FieldNames.tsx';
import { ImportProgress } from './ImportProgress.tsx';
import { type ImportDone, ImportResult } from './ImportResult.tsx';
import { PreviewPanel } from './PreviewPanel.tsx';

type Order = { readonly file: File; readonly encoding?: TextEncoding } | CorrectionOrder;

export function ImportPage() {
  const [done, setDone] = useState<ImportDone | null>(null);
  const [shown, setShown] = useState<ImportPreview | null>(null);
  const [naming, setNaming] = useState(false);
  const preview = useMutation({ mutationFn: (order: Order) => client.import.previewImport(order), onSuccess: setShown });
  const commit = useMutation({
    mutationFn: (order: { uploadId: string; acceptGuesses: boolean }) => client.import.commitImport(order),
    onSuccess: (result) => setDone({ ...result, fileName: shown?.fileName ?? '' }),
  });
  const { mutate } = preview;
  const choose = useCallback((file: File) => mutate({ file }), [mutate]);
  const restart = () => {
    setDone(null);
    setShown(null);
    preview.reset();
    commit.reset();
  };
  const order = preview.variables;
  const fileName = shown?.fileName ?? (order && 'file' in order ? order.file.name : '');
  const working = commit.isPending || (preview.isPending && !shown);
  return (
    <Page
      title="导入出院记录"
      beside={!done && <span className="mut">{fileName}</span>}
      actions={
        !working && (
          <>
            <Button onClick={() => setNaming(true)}>列名与模板</Button>
            {(shown || done) && <Button onClick={restart}>{done ? '再导入一个文件' : '换一个文件'}</Button>}
          </>
        )
      }
    >
      {working ? (
        <ImportProgress />
      ) : done ? (
        <ImportResult done={done} />
      ) : shown ? (
        <PreviewPanel
          preview={shown}
          busy={preview.isPending}
          error={commit.error ?? preview.error}
          correct={(correction) => mutate({ departments: [], ...correction, uploadId: shown.uploadId })}
          fromFile
          confirm={(acceptGuesses) => commit.mutate({ uploadId: shown.uploadId, acceptGuesses })}
        />
      ) : (
        <ChooseFile
          choose={choose}
          error={preview.error}
          failed={order && 'file' in order ? order.file : null}
          chooseEncoding={(file, encoding) => mutate({ file, encoding })}
        />
      )}
      {naming && <FieldNames close={() => setNaming(false)} />}
    </Page>
  );
}
