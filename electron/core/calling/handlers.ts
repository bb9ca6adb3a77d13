/** Procedures of the calling room. */
import type { Handlers } from '../door.ts';

export const calling = {} as Handlers<'calling'>;
