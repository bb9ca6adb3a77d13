/** Lets the supervisor close feedback whose reply has been given. */
import { Button } from 'antd';
import type { FeedbackCase } from '../../shared/feedback/contract/feedback.ts';
import { client } from '../base/client.ts';
import { capOf } from '../base/commands.ts';
import { Failure, Key } from '../ui/parts.tsx';
import { useCaseAction } from './useCaseAction.ts';
import { submitKey, useCtrlEnter } from './useCtrlEnter.ts';

export function CloseBar({ found }: { found: FeedbackCase }) {
  const close = useCaseAction(client.feedback.close, () => '已销账');
  const run = () => close.mutate({ id: found.id, expectedVersion: found.version });
  useCtrlEnter('销账', !close.isPending, run);
  return (
    <>
      <Failure error={close.error} />
      <div className="row case-act">
        <Button type="primary" loading={close.isPending} onClick={run}>
          销账 <Key>{capOf(submitKey)}</Key>
        </Button>
      </div>
    </>
  );
}
