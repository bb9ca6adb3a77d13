import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import type { QuestionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';
import { type Finding, placeWords } from '../../shared/questionnaires/rules/findings.ts';
import { api, client, queries } from '../base/client.ts';
import { ComparisonView } from '../questionnaires/index.ts';
import { Failure } from '../ui/parts.tsx';
import type { OpenDraft } from './openDraft.ts';

/** Says what publishing means, with the comparison to the version in use; faults are listed instead. */
export function PublishDialog({
  draft,
  content,
  findings,
  close,
  done,
}: {
  draft: OpenDraft;
  content: QuestionnaireContent;
  findings: readonly Finding[];
  close: () => void;
  done: () => void;
}) {
  const { message } = App.useApp();
  const [use, setUse] = useState(true);
  const versions = useQuery(api.questionnaires.list.queryOptions({ input: {} }));
  const last = versions.data?.find((one) => one.code === content.code);
  const before = useQuery(api.questionnaires.get.queryOptions({ input: { id: last?.id ?? '' }, enabled: last !== undefined }));
  const faults = findings.filter((finding) => finding.fault);
  const publish = useMutation({
    mutationFn: async () => {
      if (!(await draft.queue.flush())) return null;
      return client.questionnaires.publish({ id: draft.id, revision: draft.revision, use });
    },
    onSuccess: async (published) => {
      if (!published) return close();
      void message.success(`已发布为第 ${published.version} 版${use ? '，新访谈从现在起用它' : ''}`);
      await queries.invalidateQueries({ queryKey: api.questionnaires.key() });
      done();
    },
  });
  const number = (last?.version ?? 0) + 1;
  if (faults.length > 0)
    return (
      <Modal open onCancel={close} footer={<Button onClick={close}>去改</Button>} title={`还有 ${faults.length} 处要改，不能发布`}>
        <ul className="studio-notes">
          {faults.slice(0, 8).map(({ place, text }) => (
            <li key={placeWords(place, content) + text} className="bad">
              <b>{placeWords(place, content)}</b> {text}
            </li>
          ))}
          {faults.length > 8 && <li>……</li>}
        </ul>
      </Modal>
    );
  return (
    <Modal
      open
      onCancel={close}
      title={`发布“${content.title}”第 ${number} 版`}
      width={last ? 1180 : 560}
      style={{ top: 24 }}
      okText="发布"
      confirmLoading={publish.isPending}
      onOk={() => publish.mutate()}
      okButtonProps={{ autoFocus: true }}
    >
      <p style={{ marginTop: 0 }}>发布以后内容不能再改，只能另起草稿。已经开始的访谈继续用原来的一版。</p>
      {before.data && <ComparisonView before={before.data.content} after={content} />}
      <Radio.Group value={use} onChange={(event) => setUse(event.target.value as boolean)} className="studio-use">
        <Radio value={true}>新访谈从现在起用它</Radio>
        <Radio value={false}>只发布，新访谈仍用现在的一份</Radio>
      </Radio.Group>
      <Failure error={publish.error} />
    </Modal>
  );
}
