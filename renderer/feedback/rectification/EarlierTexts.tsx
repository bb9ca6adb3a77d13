/** Earlier versions of the department's text, loaded when opened. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../base/client.ts';
import { Failure } from '../../ui/parts.tsx';
import { momentOf } from '../words.ts';

export function EarlierTexts({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  const asked = useQuery(api.feedback.rectificationTexts.queryOptions({ input: { id }, enabled: open }));
  return (
    <details className="card case-answer" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="mut case-small">整改的历次文字</summary>
      <Failure error={asked.error} />
      {asked.data?.map((text) => (
        <div key={`${text.round} ${text.at}`} className="case-small">
          <div className="mut">
            第 {text.round} 轮 · {momentOf(text.at)} {text.by}
          </div>
          <div>
            原因：{text.cause || '—'}；措施：{text.measures || '—'}；责任人：{text.responsible || '—'}
          </div>
        </div>
      ))}
    </details>
  );
}
