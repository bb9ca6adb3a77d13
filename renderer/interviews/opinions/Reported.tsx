/** The state of an urgent report during the call: sending, sent, seen by the department; in a rehearsal, nothing. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { civilTimeOf } from '../../../shared/base/rules/time.ts';
import type { FeedbackCase } from '../../../shared/feedback/contract/feedback.ts';
import { api } from '../../base/client.ts';
import { Mark } from '../../ui/parts.tsx';
import type { Captured } from '../edits.ts';
import '../../ui/callBanner.css';
import '../../ui/clip.css';

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
            <span className="mut">{sent.data && toldInWords(sent.data)}接着写的话会一并送到。</span>
          )}
        </>
      )}
    </p>
  );
}

/** A report that takes longer than this is told to be on its way no more: somebody has to ring. */
const lateMs = 3_000;

/** A report that did not get through: nobody but the nurse can tell the department now. */
export function Unreported({ opinion, department = '责任科室' }: { opinion: Captured; department: string | undefined }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), lateMs);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <p className="call-banner row" role="alert" data-testid="unreported">
      <Mark tone="bad">还没有报出去</Mark>
      <b>请马上打电话告诉{department}。</b>
      <span className="call-clip grow">“{opinion.text}”</span>
      <span className="mut">恢复后自动补报</span>
    </p>
  );
}

/** On whose screen it stands now. */
function toldInWords({ told, headed, department }: FeedbackCase): string {
  if (told.length === 0) return `${department}和随访办都没有可以登录的人，没有人会看到，请马上打电话通知科室；`;
  const whose = told.join('、');
  if (headed) return `${department}主任 ${whose} 的屏幕上方已提示，等待知悉；`;
  return `${department}没有可以登录的负责人，已提示在代办的 ${whose} 的屏幕上方，等待知悉；`;
}

export function NotReported() {
  return (
    <p role="status" data-testid="not-reported">
      <Mark tone="warn">试拨，不上报</Mark>{' '}
      <span className="mut">真实通话中此时会提示到责任科室主任的屏幕上方，没有主任的科室提示给代办的人。</span>
    </p>
  );
}
