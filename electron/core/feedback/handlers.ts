/** Procedures of the feedback room. */
import type { Handlers } from '../door.ts';

export const feedback = {} as Handlers<'feedback'>;
