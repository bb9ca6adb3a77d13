/** 意见与整改: everybody's cases by role, the open one in the address. */
import { useNavigate, useParams } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { FeedbackFilter } from '../../shared/contract/feedback.ts';
import { useUser } from '../accounts/signedIn.ts';
import { CasesDesk } from './CasesDesk.tsx';
import { chipsFor, firstChip } from './chips.ts';

export function FeedbackPage() {
  const { role } = useUser();
  const { feedbackId } = useParams({ strict: false });
  const navigate = useNavigate();
  const [filter, setFilter] = useState<FeedbackFilter>(() => (feedbackId ? 'open' : firstChip(role)));
  const open = useCallback((id: string) => void navigate({ to: '/feedback/$feedbackId', params: { feedbackId: id } }), [navigate]);
  const choose = (next: FeedbackFilter) => {
    setFilter(next);
    void navigate({ to: '/feedback' });
  };
  return (
    <CasesDesk
      title={role === 'head' ? '我的整改' : '意见与整改'}
      filter={filter}
      setFilter={choose}
      chips={(counts) => chipsFor(role, counts)}
      openId={feedbackId}
      open={open}
    />
  );
}
