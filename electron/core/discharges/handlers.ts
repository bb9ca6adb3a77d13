/** Procedures of the discharges room. */
import type { Handlers } from '../base/door.ts';
import { deathDoubts, settleDeathDoubt } from './deathDoubts.ts';
import { list, months } from './list.ts';

export const discharges: Handlers<'discharges'> = { list, deathDoubts, settleDeathDoubt, months };
