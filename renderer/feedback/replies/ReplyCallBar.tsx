/** Shows the user's own running reply call on every other screen, with a link back to its feedback. */
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { api } from '../../base/client.ts';
import { useUser } from '../../base/signedIn.ts';
import { useNow } from '../../ui/useNow.ts';
import { duration } from '../../worklist/index.ts';
import '../../ui/runningCall.css';

const askAgainMs = 60_000;

export function ReplyCallBar() {
  const { role } = useUser();
  const enabled = role === 'nurse' || role === 'supervisor';
  const call = useQuery(api.feedback.runningReplyCall.queryOptions({ input: {}, enabled, refetchInterval: askAgainMs })).data;
  const { pathname } = useLocation();
  if (!call || pathname === `/feedback/${call.feedbackId}`) return null;
  return <OwnCall call={call} />;
}

function OwnCall({
  call,
}: {
  call: { readonly feedbackId: string; readonly number: string; readonly name: string; readonly startedAt: string };
}) {
  const navigate = useNavigate();
  const lasted = duration(useNow() - Date.parse(call.startedAt));
  return (
    <section className="running-call" aria-label="正在回复患者" data-testid="running-reply-call">
      <span className="running-call-dot" />
      <b>
        回复电话 <span role="timer">{lasted}</span>
      </b>
      <span className="running-call-who">
        {call.name} · {call.number}
      </span>
      <span className="grow" />
      <span>通话没有结束，不能再打下一位</span>
      <Button size="small" onClick={() => void navigate({ to: '/feedback/$feedbackId', params: { feedbackId: call.feedbackId } })}>
        回到通话，记结果
      </Button>
    </section>
  );
}
