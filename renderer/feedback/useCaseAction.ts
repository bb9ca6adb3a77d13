/** One step of a case: sends it, shows the case that comes back, says what happened. */
import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import type { FeedbackCase } from '../../shared/contract/feedback.ts';
import { api, queries } from '../client.ts';

export function showCase(found: FeedbackCase): void {
  queries.setQueryData(api.feedback.get.queryKey({ input: { id: found.id } }), found);
  void queries.invalidateQueries({ queryKey: api.feedback.list.key() });
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
