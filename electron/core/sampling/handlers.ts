/** Procedures of the sampling room. */
import type { Handlers } from '../door.ts';

export const sampling = {} as Handlers<'sampling'>;
