/** Adds the items that applied to an interview and were never asked, apart from 不清楚, which is an answer. */
import { type Step, table } from '../tables.ts';

export const notAsked: Step = [table('not_asked', ['interview_id', 'item_code'], { interview_id: 'text -> interview', item_code: 'text' })];
