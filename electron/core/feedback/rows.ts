/**
 * Feedback as rows of a list: no identity, nothing that reveals a hidden figure to a head, the deadline in the
 * calendar's words.
 */

import { sql } from 'kysely';
import type { WorkCalendar } from '../../../shared/base/rules/workingDays.ts';
import type { FeedbackRow } from '../../../shared/feedback/contract/feedback.ts';
import { dueState, overdueDays } from '../../../shared/feedback/rules/limits.ts';
import { isOpen } from '../../../shared/feedback/rules/states.ts';
import type { Context } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import { itemTexts } from './itemTexts.ts';
import { dayAlone, type Withheld, withheldFrom } from './withheld.ts';

/** The department that the patient of a case lay in, of whom the interview or the stay tells. */
export const patientDepartment = sql<string | null>`coalesce(interview.department_id, discharge.department_id)`.as('patientDepartmentId');

/** `feedback` with its department's name and the questionnaire version of its interview. */
export function casesWithNames(db: Db) {
  return db
    .selectFrom('feedback')
    .innerJoin('department', 'department.id', 'feedback.department_id')
    .leftJoin('interview', 'interview.id', 'feedback.interview_id')
    .leftJoin('discharge', 'discharge.id', 'feedback.discharge_id')
    .selectAll('feedback')
    .select(['department.name as departmentName', 'interview.questionnaire_version_id as versionId'])
    .select(patientDepartment);
}

export type NamedCase = Schema['feedback'] & {
  departmentName: string;
  versionId: string | null;
  /** Of the patient whose case it is; null where no stay belongs to it. */
  patientDepartmentId: string | null;
};

/** @param known what is withheld of each, where the caller has asked already */
export async function asRows(
  ctx: Context,
  cases: readonly NamedCase[],
  calendar: WorkCalendar,
  known?: (row: NamedCase) => Withheld,
): Promise<FeedbackRow[]> {
  const { db, now } = ctx;
  const withheld = known ?? (await withheldFrom(ctx, cases));
  const text = await itemTexts(
    db,
    cases.map((row) => ({ itemCode: row.item_code, versionId: row.versionId })),
  );
  return cases.map((row) => {
    const hidden = withheld(row);
    const dueAt = isOpen(row.state) ? row.due_at : null;
    const registeredAt = row.registered_at ?? row.created_at;
    return {
      id: row.id,
      number: row.number,
      kind: row.kind,
      state: row.state,
      severity: row.severity,
      aspect: hidden.aspect ? null : row.aspect,
      itemTitle: hidden.item ? '' : text({ itemCode: row.item_code, versionId: row.versionId }).title,
      department: row.departmentName,
      departmentId: row.department_id,
      text: hidden.words(row.text),
      staffName: row.staff_name,
      round: row.round,
      registeredAt: hidden.patient && row.severity !== 'urgent' ? dayAlone(registeredAt) : registeredAt,
      dueAt: row.due_at,
      due: dueState(dueAt, now, calendar),
      overdueDays: overdueDays(dueAt, now, calendar),
      acknowledged: row.acknowledged_at !== null,
      version: row.version,
    };
  });
}
