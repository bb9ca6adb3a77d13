import { useEffect, useSyncExternalStore } from 'react';
import { ulid } from 'ulid';
import type { Draft } from '../../shared/questionnaires/contract/questionnaires.ts';
import { client, codeOf } from '../base/client.ts';
import { isNotTaken } from '../base/notTaken.ts';
import { OpenDraft } from './openDraft.ts';

/** A draft opened on this screen, ready to be written. */
export function openDraft(draft: Draft): OpenDraft {
  return new OpenDraft(draft, {
    save: (content, revision) => client.questionnaires.saveDraft({ id: draft.id, revision, content }),
    current: () => client.questionnaires.draft({ id: draft.id }),
    fateOf: (error) => {
      if (codeOf(error) === 'VERSION_CONFLICT') return 'conflict';
      return isNotTaken(error) ? 'lost' : 'refused';
    },
    newId: ulid,
  });
}

/** What the draft says now; asks before the window is closed over something unsaved. */
export function useDraft(draft: OpenDraft) {
  const view = useSyncExternalStore(draft.subscribe, draft.view);
  const status = useSyncExternalStore(draft.queue.subscribe, draft.status);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (!draft.queue.unsaved) return;
      void draft.queue.flush();
      event.preventDefault();
    };
    const online = () => draft.queue.retry();
    window.addEventListener('beforeunload', ask);
    window.addEventListener('online', online);
    return () => {
      window.removeEventListener('beforeunload', ask);
      window.removeEventListener('online', online);
      void draft.queue.flush();
    };
  }, [draft]);
  return { view, status };
}
