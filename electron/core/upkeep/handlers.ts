/** Procedures of the upkeep room. */
import type { Handlers } from '../door.ts';

export const upkeep = {} as Handlers<'upkeep'>;
