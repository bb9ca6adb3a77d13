/** Hook for a rectification draft, which restores the last text whether or not the core has received it. */
import { useEffect, useState } from 'react';
import type { FeedbackCase } from '../../../shared/feedback/contract/feedback.ts';
import { client } from '../../base/client.ts';
import { useUser } from '../../base/signedIn.ts';
import { keepUnsent, unsentOf } from '../../base/unsent.ts';
import { useAskBeforeClosing } from '../../base/useDraft.ts';
import { rememberDraft } from '../useCaseAction.ts';
import { RectificationDraft, type Written } from './rectificationDraft.ts';

/** Drafts with words that the core does not have yet, by user, case and round: a form left too early is gone on with. */
const underWay = new Map<string, RectificationDraft>();

interface Unsent {
  readonly written: Written;
  readonly version: number;
}

/** This round's draft; a new round begins with what the department answered last, to be improved. */
export function writtenSoFar(found: FeedbackCase): Written {
  const last = found.rectifications.findLast((one) => one.departmentId === found.departmentId);
  const { causeKind = '', cause = '', measures = '', responsible = '', doneDate = null } = last ?? {};
  return { causeKind, cause, measures, responsible, doneDate };
}

function openDraft(userId: string, document: string, found: FeedbackCase): RectificationDraft {
  const key = `${userId} ${document}`;
  const running = underWay.get(key);
  if (running) return running;
  const stored = writtenSoFar(found);
  const [kept] = unsentOf(userId, document) as readonly Unsent[];
  const lost = kept && JSON.stringify(kept.written) !== JSON.stringify(stored) ? kept : null;
  const draft = new RectificationDraft(lost?.written ?? stored, lost?.version ?? found.version, async (written, expectedVersion) => {
    const saved = await client.feedback.saveRectification({ id: found.id, expectedVersion, ...written });
    rememberDraft(found.id, written, saved.version);
    return saved;
  });
  draft.subscribe(() => {
    const { state, written } = draft.current();
    const stored = state === 'saved' || state === 'untouched';
    keepUnsent(userId, document, stored ? [] : [{ written, version: draft.version } satisfies Unsent]);
    if (stored) underWay.delete(key);
    else underWay.set(key, draft);
  });
  if (lost) draft.change({});
  else keepUnsent(userId, document, []);
  return draft;
}

export function useRectification(found: FeedbackCase): RectificationDraft {
  const { id } = useUser();
  const document = `rectification ${found.id} ${found.round}`;
  const [draft] = useState(() => openDraft(id, document, found));
  useEffect(() => () => void draft.flush(), [draft]);
  useAskBeforeClosing(id, document);
  return draft;
}
