/** Procedures of the paper room. */
import type { Handlers } from '../base/door.ts';
import { enterPaper } from './enterPaper.ts';
import { paperForm } from './paperForm.ts';
import { paperList } from './paperList.ts';
import { printSheets } from './paperSheets.ts';

export const paper: Handlers<'paper'> = {
  paperList,
  printSheets,
  paperForm,
  enterPaper,
};
