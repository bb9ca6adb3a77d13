/** Urgent feedback that nobody has acknowledged, above every screen of those who must act (domain §8, Escalation). */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useEffect } from 'react';
import { api, client, queries, sentenceOf } from '../base/client.ts';
import { useUser } from '../base/signedIn.ts';
import { Mark } from '../ui/parts.tsx';
import { sinceInWords } from './words.ts';
import './feedback.css';

const askAgainMs = 20_000;
/** Lines that the bar shows without scrolling, as its height in feedback.css has them. */
const inSight = 3;

type Alarm = Awaited<ReturnType<typeof client.feedback.alarms>>[number];

export function AlarmBar() {
  const { role } = useUser();
  const hears = role === 'head' || role === 'supervisor';
  const alarms = useQuery(api.feedback.alarms.queryOptions({ input: {}, enabled: hears, refetchInterval: askAgainMs }));
  const waiting = alarms.data ?? [];
  const count = waiting.length;
  // Also where the window lies behind another.
  useEffect(() => {
    const { title } = document;
    if (count > 0) document.title = `【紧急 ${count}】${title}`;
    return () => {
      document.title = title;
    };
  }, [count]);
  if (!hears || count === 0) return null;
  return (
    <section className="alarm-bar" role="alert" aria-label={`紧急上报 ${count} 件`} data-testid="alarm-bar">
      <div className="alarm-lines">
        {waiting.map((alarm) => (
          <Line key={alarm.id} alarm={alarm} />
        ))}
      </div>
      {count > inSight && <p className="mut">共 {count} 件，最重的在最上面，往下滚动看其余的。</p>}
    </section>
  );
}

function Line({ alarm }: { alarm: Alarm }) {
  const navigate = useNavigate();
  const { message } = App.useApp();
  const acknowledge = useMutation({
    mutationFn: () => client.feedback.acknowledge({ id: alarm.id, expectedVersion: alarm.version }),
    onSuccess: () => void message.success('已知悉，回访员和随访办会看到'),
    onError: (error) => void message.error(sentenceOf(error)),
    onSettled: () => void queries.invalidateQueries({ queryKey: api.feedback.key() }),
  });
  const open = () => void navigate({ to: '/feedback/$feedbackId', params: { feedbackId: alarm.id } });
  return (
    <div className="row">
      <Mark tone="bad">紧急</Mark>
      <b className="alarm-text" title={alarm.text}>
        {alarm.text}
      </b>
      <span className="alarm-who">
        {alarm.patient && `患者 ${alarm.patient} · `}
        {alarm.department} · {sinceInWords(alarm)}
        {!alarm.mayAcknowledge && '，科室还没有知悉，请电话通知'}
      </span>
      <span className="grow" />
      {alarm.mayAcknowledge && (
        <Button type="primary" danger size="small" loading={acknowledge.isPending} onClick={() => acknowledge.mutate()}>
          知悉
        </Button>
      )}
      <Button size="small" onClick={open}>
        打开
      </Button>
    </div>
  );
}
