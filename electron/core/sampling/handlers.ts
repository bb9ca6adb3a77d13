/** Procedures of the sampling room. */
import type { Handlers } from '../door.ts';
import { assign, listNurses } from './assign.ts';
import { draw, preview } from './draw.ts';
import { listDraws } from './draws.ts';
import { verifyMonth } from './verify.ts';

export const sampling: Handlers<'sampling'> = {
  preview,
  draw,
  draws: ({ db }, { month }) => listDraws(db, month),
  verify: ({ db }, { month }) => verifyMonth(db, month),
  assign,
  nurses: ({ db }) => listNurses(db),
};
