/** Hook that sends one step of feedback, shows the updated feedback and reports the result. */
import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import type { FeedbackCase } from '../../shared/feedback/contract/feedback.ts';
import { api, queries } from '../base/client.ts';
import type { Written } from './rectification/rectificationDraft.ts';

const unsubmitted = { submittedBy: null, submittedAt: null, reviewVerdict: null, reviewComment: '', reviewedBy: null, reviewedAt: null };

export function showCase(found: FeedbackCase): void {
  queries.setQueryData(api.feedback.get.queryKey({ input: { id: found.id } }), found);
  void queries.invalidateQueries({ queryKey: api.feedback.list.key() });
}

/** A saved draft changes the case quietly: who comes back to it finds the newest text and its version. */
export function rememberDraft(id: string, written: Written, version: number): void {
  queries.setQueryData(api.feedback.get.queryKey({ input: { id } }), (found) => {
    if (!found) return found;
    const earlier = found.rectifications.filter((one) => one.round !== found.round);
    const { round, department, departmentId } = found;
    const draft = { ...unsubmitted, ...written, round, department, departmentId };
    return { ...found, version, rectifications: [...earlier, draft] };
  });
}

export function useCaseAction<V>(send: (input: V) => Promise<FeedbackCase>, said: (found: FeedbackCase) => string) {
  const { message } = App.useApp();
  return useMutation({
    mutationFn: send,
    onSuccess(found) {
      showCase(found);
      message.success(said(found));
    },
  });
}
