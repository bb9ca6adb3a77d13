/** What became of an urgent report while the call goes on: on its way, sent, seen by the department; in a rehearsal, nothing. */
import { useQuery } from '@tanstack/react-query';
import { civilTimeOf } from '../../shared/rules/time.ts';
import { api } from '../client.ts';
import { Mark } from '../ui/parts.tsx';

/** @param id of the case once the core has it; null while the report is on its way */
export function Reported({ id }: { id: string | null }) {
  const sent = useQuery(api.feedback.get.queryOptions({ input: { id: id ?? '' }, enabled: id !== null }));
  const seen = sent.data?.timeline.findLast(({ action }) => action === 'acknowledge' || action === 'accept');
  return (
    <p role="status" data-testid="reported" data-seen={sent.data?.acknowledged ?? false}>
      {id === null ? (
        <Mark tone="warn">正在上报</Mark>
      ) : (
        <>
          <Mark tone="bad">已上报{sent.data && ` ${sent.data.department} ${civilTimeOf(sent.data.registeredAt)}`}</Mark>{' '}
          {sent.data?.acknowledged ? (
            <Mark tone="good">科室已知悉{seen && `：${seen.by} ${civilTimeOf(seen.at)}`}</Mark>
          ) : (
            <span className="mut">科主任屏幕上方已提示，等待知悉；接着写的话会一并送到。</span>
          )}
        </>
      )}
    </p>
  );
}

export function NotReported() {
  return (
    <p role="status" data-testid="not-reported">
      <Mark tone="warn">试拨，不上报</Mark> <span className="mut">真实通话中此时会提示到责任科室主任的屏幕上方。</span>
    </p>
  );
}
