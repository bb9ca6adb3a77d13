/** The phone number for the call back to the patient. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import type { FeedbackCase } from '../../shared/feedback/contract/feedback.ts';
import { client } from '../base/client.ts';
import { Failure } from '../ui/parts.tsx';
import './casePhone.css';

/** Numbers are masked until asked for; every look is in the log. */
export function CasePhone({ found }: { found: FeedbackCase }) {
  const show = useMutation({ mutationFn: () => client.feedback.showPhone({ id: found.id }) });
  if (!found.patient.phone) return <span className="dim">没有登记电话</span>;
  return (
    <div className="row case-phones">
      {show.data ? (
        show.data.phones.map((phone) => (
          <span key={phone.number} className="row case-phone-line">
            <a href={`tel:${phone.number}`} className="case-phone">
              {phone.number}
            </a>
            <span className="dim">
              {phone.relation}
              {phone.bad && '（曾为空号或错号）'}
            </span>
          </span>
        ))
      ) : (
        <>
          <span className="case-phone">{found.patient.phone}</span>
          <Button size="small" loading={show.isPending} onClick={() => show.mutate()}>
            显示完整号码
          </Button>
          <span className="dim">查看会记入操作日志</span>
        </>
      )}
      <Failure error={show.error} />
    </div>
  );
}
