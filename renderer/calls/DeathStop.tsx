import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useMemo, useRef } from 'react';
import type { BeforeCall } from '../../shared/calls/contract/beforeCall.ts';
import { client } from '../base/client.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { Failure, Key, Mark } from '../ui/parts.tsx';
import '../ui/callFrame.css';
import './deathStop.css';

/** Stops the nurse before the family of a dead patient is called; the core refuses to dial as well. */
export function DeathStop({
  followUpId,
  death,
  condolence,
  back,
}: {
  followUpId: string;
  death: NonNullable<BeforeCall['death']>;
  condolence: string;
  back: () => void;
}) {
  const record = useMutation({ mutationFn: () => client.calls.recordDeath({ followUpId }), onSuccess: back });
  const { mutate, isPending } = record;
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.focus(), []);
  useCommands(
    useMemo<Command[]>(
      () => [
        { id: 'record-death', label: '记为已故，结束回访', keys: ['F9'], run: () => !isPending && mutate() },
        { id: 'back', label: '放回队列，返回任务列表', keys: ['Escape'], run: back },
      ],
      [isPending, mutate, back],
    ),
  );
  return (
    <div className="call-middle">
      <div className="death-stop" role="alert" tabIndex={-1} ref={panel} data-testid="death-stop">
        <h2>
          <Mark tone="bad">请不要拨打</Mark> 登记显示这位患者已故
        </h2>
        <p>
          {death.how === 'stay'
            ? `${death.department} ${death.date} 的出院记录写明死亡。`
            : `${death.date} 回访 ${death.department} 的住院时，家属告知患者已故${death.nurse && `（${death.nurse} 记录）`}。`}
        </p>
        <p>确认无误，按 F9 记为已故：这次回访不经拨打结束，患者列入勿扰名单。登记有误，请返回列表，由随访办核对更正。</p>
        <p className="mut">若家属来电，可以说：“{condolence}”</p>
        <Failure error={record.error} />
        <div className="row">
          <Button type="primary" size="large" loading={isPending} onClick={() => mutate()}>
            记为已故，结束回访 <Key>F9</Key>
          </Button>
          <Button size="large" onClick={back}>
            返回列表 <Key>Esc</Key>
          </Button>
        </div>
      </div>
    </div>
  );
}
