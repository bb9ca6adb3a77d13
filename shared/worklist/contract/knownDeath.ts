/** The reason why a patient counts as deceased. */
import { z } from 'zod';
import { civilDate } from '../../base/contract/base.ts';

/** Why it is known that the patient is dead: a stay ended with death, or the family said so. */
export const knownDeath = z.object({
  how: z.enum(['stay', 'call']),
  date: civilDate,
  department: z.string(),
  /** Who was told; empty where the discharge itself says it. */
  nurse: z.string(),
});

export type KnownDeath = z.infer<typeof knownDeath>;
