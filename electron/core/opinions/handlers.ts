/** Procedures of the opinions room. */
import type { Handlers } from '../base/door.ts';
import { learnOpinions, staffNames, suggest } from './suggest.ts';
import { suggestionUse } from './suggestionUse.ts';

export const opinions: Handlers<'opinions'> = {
  learnOpinions,
  suggest,
  staffNames,
  suggestionUse,
};
