/**
 * The rectification form of the department: cause, measures, person responsible, deadline. Saved while it is typed,
 * handed in with Ctrl+Enter.
 */
import { useMutation } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useSyncExternalStore } from 'react';
import { civilDateOf, civilTimeOf } from '../../../shared/base/rules/time.ts';
import type { FeedbackCase } from '../../../shared/feedback/contract/feedback.ts';
import { client, codeOf } from '../../base/client.ts';
import { capOf } from '../../base/commands.ts';
import { Failure, Key } from '../../ui/parts.tsx';
import { ChoiceRow } from '../ChoiceRow.tsx';
import { showCase } from '../useCaseAction.ts';
import { submitKey, useCtrlEnter } from '../useCtrlEnter.ts';
import type { SaveState } from './rectificationDraft.ts';
import { useRectification, writtenSoFar } from './useRectification.ts';
import { WrittenElsewhere } from './WrittenElsewhere.tsx';

/** 人机料法环, and the process between them. */
const causeKinds = ['人', '机', '料', '法', '环', '流程'].map((kind) => ({ value: kind, label: kind }));

const saveWords: Readonly<Record<SaveState, (at: string | null) => string>> = {
  untouched: () => '',
  unsaved: () => '保存中',
  saving: () => '保存中',
  saved: (at) => (at ? `草稿已保存 ${civilTimeOf(at)}` : '草稿已保存'),
  failed: () => '未保存',
};

/** Keep it mounted per case and round (`key`): what is typed lives here until it is saved. */
export function RectificationForm({ found }: { found: FeedbackCase }) {
  const { message } = App.useApp();
  const draft = useRectification(found);
  const { written, state, savedAt, error } = useSyncExternalStore(draft.subscribe, draft.current);
  const handIn = useMutation({
    async mutationFn() {
      if (draft.current().state === 'untouched') draft.change({});
      if (!(await draft.flush())) throw draft.current().error;
      return client.feedback.submitRectification({ id: found.id, expectedVersion: draft.version });
    },
    onSuccess(next) {
      showCase(next);
      message.success('已提交审核');
    },
  });
  const submit = () => handIn.mutate();
  useCtrlEnter('提交审核', !handIn.isPending, submit);
  const conflict = codeOf(error) === 'VERSION_CONFLICT';
  return (
    <>
      <div className="card case-form">
        <span className="mut">
          原因 <span className="bad">*</span>
        </span>
        <div className="case-stack">
          <ChoiceRow name="原因类别" choices={causeKinds} value={written.causeKind} onChange={(causeKind) => draft.change({ causeKind })} />
          <Input.TextArea
            aria-label="原因"
            autoFocus
            rows={2}
            value={written.cause}
            maxLength={4000}
            placeholder="当时发生了什么，为什么会这样"
            onChange={(event) => draft.change({ cause: event.target.value })}
          />
        </div>
        <span className="mut">
          整改措施 <span className="bad">*</span>
        </span>
        <Input.TextArea
          aria-label="整改措施"
          rows={3}
          value={written.measures}
          maxLength={4000}
          placeholder="做了什么、写进哪项制度或排班、怎样防止再发生"
          onChange={(event) => draft.change({ measures: event.target.value })}
        />
        <span className="mut">
          责任人 <span className="bad">*</span>
        </span>
        <div className="row">
          <Input
            aria-label="责任人"
            style={{ width: 160 }}
            value={written.responsible}
            maxLength={40}
            onChange={(event) => draft.change({ responsible: event.target.value })}
          />
          <span className="mut">完成日期</span>
          <Input
            aria-label="完成日期"
            type="date"
            min={civilDateOf(found.registeredAt)}
            max={civilDateOf(new Date().toISOString())}
            style={{ width: 150 }}
            value={written.doneDate ?? ''}
            onChange={(event) => draft.change({ doneDate: event.target.value || null })}
          />
        </div>
      </div>
      {conflict ? (
        <WrittenElsewhere
          id={found.id}
          keepMine={(theirs) => draft.continueFrom(theirs.version)}
          takeTheirs={(theirs) => draft.restart(writtenSoFar(theirs), theirs.version)}
        />
      ) : (
        <Failure error={handIn.error ?? error} />
      )}
      <div className="row case-act">
        <Button type="primary" loading={handIn.isPending} onClick={submit}>
          提交审核 <Key>{capOf(submitKey)}</Key>
        </Button>
        <span className={state === 'failed' ? 'bad' : 'dim'} role="status">
          {saveWords[state](savedAt)}
        </span>
        {state === 'failed' && !conflict && (
          <Button size="small" onClick={() => void draft.flush()}>
            重试
          </Button>
        )}
      </div>
    </>
  );
}
