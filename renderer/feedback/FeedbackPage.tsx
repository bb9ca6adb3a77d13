/** The page 意见与整改: the feedback that the role works on; the open one is part of the address. */
import { useNavigate, useParams } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import type { FeedbackFilter } from '../../shared/feedback/contract/feedback.ts';
import { type Command, useCommands } from '../base/commands.ts';
import { useUser } from '../base/signedIn.ts';
import { Key } from '../ui/parts.tsx';
import { CasesDesk } from './CasesDesk.tsx';
import { chipsFor, firstChip } from './chips.ts';
import { SuggestionUse } from './SuggestionUse.tsx';

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
  const seesUse = role === 'supervisor' || role === 'director';
  const [useShown, showUse] = useState(false);
  useCommands(
    useMemo<Command[]>(
      () => [{ id: 'feedback.use', label: '建议归类的用处', keys: ['b'], when: seesUse, run: () => showUse(true) }],
      [seesUse],
    ),
  );
  const use = seesUse && (
    <>
      <button type="button" className="case-use dim" onClick={() => showUse(true)}>
        建议归类 <Key>B</Key>
      </button>
      <SuggestionUse shown={useShown} close={() => showUse(false)} />
    </>
  );
  return (
    <CasesDesk
      title={role === 'head' ? '我的整改' : '意见与整改'}
      beside={use}
      filter={filter}
      setFilter={choose}
      chips={(counts) => chipsFor(role, counts)}
      openId={feedbackId}
      open={open}
    />
  );
}
