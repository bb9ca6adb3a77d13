/** Procedures of the questionnaires room. */
import type { Handlers } from '../door.ts';

export const questionnaires = {} as Handlers<'questionnaires'>;
