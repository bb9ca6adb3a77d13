/** Hook that sends one step of a review, shows the updated review and reports the result. */
import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import type { Review } from '../../shared/quality/contract/quality.ts';
import { api, queries } from '../base/client.ts';

/** Everything on the screens that a review or a correction changes. */
export function askAgain(): void {
  void queries.invalidateQueries({ queryKey: api.quality.key() });
  void queries.invalidateQueries({ queryKey: api.story.get.key() });
}

export function useReviewAction<V>(send: (input: V) => Promise<Review>, said: (found: Review) => string, then: (found: Review) => void) {
  const { message } = App.useApp();
  return useMutation({
    mutationFn: (input: V) => send(input),
    onSuccess(found) {
      queries.setQueryData(api.quality.review.queryKey({ input: { id: found.id } }), found);
      askAgain();
      void message.success(said(found));
      then(found);
    },
  });
}
