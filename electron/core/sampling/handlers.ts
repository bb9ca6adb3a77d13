/** Procedures of the sampling room. */
import type { Handlers } from '../base/door.ts';
import { assign, assignDepartments, assignTo, leave, reassign } from './assign.ts';
import { desk, load } from './desk.ts';
import { draw, preview } from './draw.ts';
import { listDraws } from './draws.ts';
import { frameRows } from './frameRows.ts';
import { listNurses } from './nurses.ts';
import { replace } from './replace.ts';
import { listReplacements } from './replacements.ts';
import { verifyMonth } from './verify.ts';

export const sampling: Handlers<'sampling'> = {
  preview,
  frameRows,
  draw,
  draws: ({ db }, { month }) => listDraws(db, month),
  verify: ({ db }, { month }) => verifyMonth(db, month),
  replace,
  replacements: ({ db }, { month }) => listReplacements(db, month),
  desk,
  load: ({ db }, { month }) => load(db, month),
  assignTo,
  assign,
  assignDepartments,
  reassign,
  leave,
  nurses: ({ db }) => listNurses(db),
};
