import { Button } from 'antd';
import { civilTimeOf } from '../../shared/base/rules/time.ts';
import type { QuestionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';
import { sentenceOf } from '../base/client.ts';
import type { SaveStatus } from '../interviews/index.ts';
import { Mark } from '../ui/parts.tsx';

/** Whether the draft is saved, in words. */
export function SavedMark({ status, retry }: { status: SaveStatus<QuestionnaireContent>; retry: () => void }) {
  return (
    <span className="row" data-testid="draft-saved" data-state={status.state} role="status">
      {status.state === 'saved' && <Mark tone="good">{status.at ? `已保存 ${civilTimeOf(status.at)}` : '已保存'}</Mark>}
      {status.state === 'saving' && <Mark>保存中</Mark>}
      {status.state === 'conflict' && <Mark tone="bad">两边不一致</Mark>}
      {(status.state === 'retrying' || status.state === 'refused') && (
        <>
          <Mark tone="warn">{status.state === 'retrying' ? '未保存，重试中' : `未能保存：${sentenceOf(status.error)}`}</Mark>
          <Button size="small" onClick={retry}>
            立即重试
          </Button>
        </>
      )}
    </span>
  );
}
