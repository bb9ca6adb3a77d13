/** Procedures of the work list room. */
import type { Handlers } from '../base/door.ts';
import { workList } from './workList.ts';

export const worklist: Handlers<'worklist'> = {
  workList,
};
