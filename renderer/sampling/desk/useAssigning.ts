import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { api, queries, sentenceOf } from '../../base/client.ts';
import { assignedInWords } from './assignWords.ts';

type Result = Parameters<typeof assignedInWords>[0];

/** Runs an assignment, says what it did, and has the desk ask again. */
export function useAssigning(done: () => void) {
  const { message } = App.useApp();
  return useMutation({
    mutationFn: (work: () => Promise<Result>) => work(),
    onSuccess: async (result) => {
      void message.success(assignedInWords(result));
      await queries.invalidateQueries({ queryKey: api.sampling.key() });
      done();
    },
    onError: (error) => void message.error(sentenceOf(error)),
  });
}
