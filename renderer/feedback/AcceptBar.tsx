/** Lets the department acknowledge and accept feedback that it was told of. */
import { Button } from 'antd';
import type { FeedbackCase } from '../../shared/feedback/contract/feedback.ts';
import { client } from '../base/client.ts';
import { capOf } from '../base/commands.ts';
import { Failure, Key } from '../ui/parts.tsx';
import { useCaseAction } from './useCaseAction.ts';
import { submitKey, useCtrlEnter } from './useCtrlEnter.ts';
import { momentOf } from './words.ts';

export function AcceptBar({ found }: { found: FeedbackCase }) {
  const change = { id: found.id, expectedVersion: found.version };
  const acknowledge = useCaseAction(client.feedback.acknowledge, () => '已知悉');
  const accept = useCaseAction(client.feedback.accept, () => '已受理');
  const accepting = () => accept.mutate(change);
  const mayAcknowledge = found.actions.includes('acknowledge');
  useCtrlEnter('受理', !accept.isPending, accepting);
  return (
    <>
      <Failure error={accept.error ?? acknowledge.error} />
      <div className="row case-act">
        <Button type="primary" loading={accept.isPending} onClick={accepting}>
          受理并填写整改 <Key>{capOf(submitKey)}</Key>
        </Button>
        {mayAcknowledge && (
          <Button loading={acknowledge.isPending} onClick={() => acknowledge.mutate(change)}>
            先知悉，稍后处理
          </Button>
        )}
        {found.dueAt && <span className="mut">{momentOf(found.dueAt)} 前办结</span>}
      </div>
    </>
  );
}
