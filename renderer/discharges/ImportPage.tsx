/** Import in three steps: choose a file, look at what will happen, done. */
import './import.css';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useCallback, useState } from 'react';
import type { ColumnMapping, ImportPreview } from '../../shared/contract/discharges.ts';
import { client } from '../client.ts';
import { Page } from '../ui/parts.tsx';
import { ChooseFile } from './ChooseFile.tsx';
import { FieldNames } from './FieldNames.tsx';
import { ImportProgress } from './ImportProgress.tsx';
import { type ImportDone, ImportResult } from './ImportResult.tsx';
import { PreviewPanel } from './PreviewPanel.tsx';

type Order =
  | { readonly file: File }
  | {
      readonly uploadId: string;
      readonly sheet?: string;
      readonly mapping?: ColumnMapping;
      readonly departments: { name: string; departmentId: string | null }[];
    };

export function ImportPage() {
  const [done, setDone] = useState<ImportDone | null>(null);
  const [shown, setShown] = useState<ImportPreview | null>(null);
  const [naming, setNaming] = useState(false);
  const preview = useMutation({ mutationFn: (order: Order) => client.discharges.previewImport(order), onSuccess: setShown });
  const commit = useMutation({
    mutationFn: (uploadId: string) => client.discharges.commitImport({ uploadId }),
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
          change={(mapping, departments) => mutate({ uploadId: shown.uploadId, departments, ...(mapping ? { mapping } : {}) })}
          chooseSheet={(sheet) => mutate({ uploadId: shown.uploadId, sheet, departments: [] })}
          confirm={() => commit.mutate(shown.uploadId)}
        />
      ) : (
        <ChooseFile choose={choose} error={preview.error} />
      )}
      {naming && <FieldNames close={() => setNaming(false)} />}
    </Page>
  );
}
