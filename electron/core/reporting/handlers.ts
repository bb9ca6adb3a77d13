/** Procedures of the reporting room. */
import type { Handlers } from '../door.ts';

export const reporting = {} as Handlers<'reporting'>;
