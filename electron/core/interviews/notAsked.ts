/** 未问 (not asked): items that applied to a finished interview and were never asked, kept apart from 不清楚. */
import { type Course, notAsked } from '../../../shared/interviews/rules/steps.ts';
import { insertMany } from '../base/db/bulk.ts';
import type { Db } from '../base/db/schema.ts';

export const notAskedColumns = ['interview_id', 'item_code'] as const;
export type NotAskedRow = readonly [interviewId: string, itemCode: string];

export function notAskedRows(interviewId: string, course: Course): NotAskedRow[] {
  return notAsked(course).map(({ code }) => [interviewId, code]);
}

/** For an interview that ends now. */
export async function writeNotAsked(db: Db, interviewId: string, course: Course): Promise<void> {
  await insertMany(db, 'not_asked', notAskedColumns, notAskedRows(interviewId, course));
}

/** For an interview whose answers were corrected. */
export async function replaceNotAsked(db: Db, interviewId: string, course: Course): Promise<void> {
  await db.deleteFrom('not_asked').where('interview_id', '=', interviewId).execute();
  await writeNotAsked(db, interviewId, course);
}
