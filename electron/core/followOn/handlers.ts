/** Procedures of the follow-on room. */
import type { Handlers } from '../base/door.ts';
import { colleagues, handOvers, handOversWaiting, readHandOver, writeHandOver } from './handOver.ts';
import { markRevisit, revisits } from './revisits.ts';
import { verifications, verify } from './verifications.ts';

export const followOn: Handlers<'followOn'> = {
  revisits,
  markRevisit,
  verifications,
  verify,
  handOvers,
  handOversWaiting,
  colleagues,
  writeHandOver,
  readHandOver,
};
