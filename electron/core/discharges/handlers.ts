/** Procedures of the discharges room. */
import type { Handlers } from '../door.ts';

export const discharges = {} as Handlers<'discharges'>;
