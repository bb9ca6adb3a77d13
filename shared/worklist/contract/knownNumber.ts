/** A patient's phone number and what is known of it. */
import { z } from 'zod';
import { id, instant } from '../../base/contract/base.ts';
import { phoneKinds, phoneSources } from '../../base/contract/words.ts';

export const knownNumber = z.object({
  id,
  number: z.string(),
  kind: phoneKinds.schema,
  extension: z.string(),
  relation: z.string(),
  source: phoneSources.schema,
  bad: z.boolean(),
  /** A call found it wrong or out of service: only then may it be marked so where it is the last. */
  foundBad: z.boolean(),
  /** On the do-not-call list: it is not dialled. */
  listed: z.boolean(),
  /** What was found out last, in words: 错号, 已恢复, …; null where nothing was. */
  last: z.object({ what: z.string(), note: z.string(), at: instant, by: z.string() }).nullable(),
});

export type KnownNumber = z.infer<typeof knownNumber>;
