/** Takes a follow-up in order to call it. */
import { z } from 'zod';
import { done, id, instant, write } from '../../base/contract/base.ts';
import { queueFilter } from '../../worklist/contract/workList.ts';

const nurses = ['nurse', 'supervisor'] as const;

export const taking = {
  /** Takes the first follow-up of the queue for this nurse, of those that pass the filter; atomic. */
  takeNext: write(nurses)
    .input(z.object(queueFilter).default({}))
    .output(z.object({ followUpId: id })),
  /** Takes this one; refused with the holder's name where somebody holds it. Taking again extends the hold. */
  take: write(nurses)
    .input(z.object({ followUpId: id }))
    .output(z.object({ followUpId: id, heldUntil: instant })),
  release: write(nurses)
    .input(z.object({ followUpId: id }))
    .output(done),
};
