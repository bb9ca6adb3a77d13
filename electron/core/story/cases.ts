/** The feedback of a discharge and its rectification. */

import { aspectCodes } from '../../../shared/base/contract/words.ts';
import type { DischargeStory } from '../../../shared/story/contract/story.ts';
import { type Context, systemActor } from '../base/context.ts';
import { inScope, itemTexts } from '../feedback/index.ts';

/** In the order in which they were made; those the reader may see in the feedback room. Null for an administrator. */
export async function casesOf({ db, actor }: Context, dischargeId: string): Promise<DischargeStory['cases']> {
  if (actor.role === 'admin') return null;
  const rows = await db
    .selectFrom('feedback')
    .innerJoin('department', 'department.id', 'feedback.department_id')
    .leftJoin('interview', 'interview.id', 'feedback.interview_id')
    .selectAll('feedback')
    .select(['department.name as department', 'interview.questionnaire_version_id as versionId'])
    .where('feedback.discharge_id', '=', dischargeId)
    .where('feedback.id', 'in', (eb) =>
      eb
        .selectFrom('feedback')
        .select('feedback.id')
        .where('feedback.discharge_id', '=', dischargeId)
        .where((own) => inScope(own, actor)),
    )
    .orderBy('feedback.created_at')
    .orderBy('feedback.id')
    .execute();
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const rectifications = await db
    .selectFrom('rectification')
    .selectAll()
    .where('feedback_id', 'in', ids)
    .where('submitted_at', 'is not', null)
    .orderBy('feedback_id')
    .orderBy('round')
    .execute();
  const replies = await db
    .selectFrom('reply')
    .leftJoin('app_user', 'app_user.id', 'reply.user_id')
    .selectAll('reply')
    .select('app_user.name as user')
    .where('feedback_id', 'in', ids)
    .orderBy('reply.at')
    .orderBy('reply.id')
    .execute();
  const asked = rows.map((row) => ({ itemCode: row.item_code, versionId: row.versionId }));
  const text = await itemTexts(db, asked);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    kind: row.kind,
    state: row.state,
    severity: row.severity,
    department: row.department,
    subject: text({ itemCode: row.item_code, versionId: row.versionId }).title || (row.aspect ? aspectCodes.zh[row.aspect] : ''),
    text: row.text,
    at: row.registered_at ?? row.created_at,
    dueAt: row.due_at,
    rectifications: rectifications
      .filter((one) => one.feedback_id === row.id)
      .map((one) => ({
        round: one.round,
        cause: one.cause,
        measures: one.measures,
        responsible: one.responsible,
        submittedAt: one.submitted_at ?? row.created_at,
        reviewVerdict: one.review_verdict,
        reviewComment: one.review_comment,
      })),
    replies: replies
      .filter((one) => one.feedback_id === row.id)
      .map((one) => ({
        round: one.round,
        at: one.at,
        by: one.user ?? systemActor.name,
        content: one.content,
        verdict: one.verdict,
        patientWords: one.patient_words,
      })),
  }));
}
