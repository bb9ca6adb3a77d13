/**
 * Lists finished interviews without recorded identity or consent, so that the supervisor can check them and does not
 * rely on them.
 */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../base/client.ts';
import { momentOf } from './qualityWords.ts';

const words = { identity: '没有记下接听人', consent: '没有记下同意' } as const;

export function Unidentified() {
  const [open, setOpen] = useState(false);
  const { data } = useQuery(api.quality.unidentified.queryOptions({ input: {} }));
  if (!data || data.total === 0) return null;
  return (
    <section className="quality-unidentified" data-testid="unidentified">
      <button type="button" className="mark bad" aria-expanded={open} onClick={() => setOpen(!open)}>
        {data.total} 份访谈没有记下接听人或同意
      </button>
      {open && (
        <ul>
          {data.rows.map((row) => (
            <li key={row.interviewId}>
              <Link to="/discharges/$dischargeId" params={{ dischargeId: row.dischargeId }}>
                {row.name}
              </Link>{' '}
              <span className="mut">
                {row.department} · {row.nurse} · {momentOf(row.finishedAt)}
              </span>{' '}
              <span className="bad">{words[row.missing]}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
