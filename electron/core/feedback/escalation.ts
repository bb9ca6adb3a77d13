/** 紧急上报 (domain §8, Escalation): an urgent matter reaches its department while the patient still speaks. Used by the calling room. */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import { completedReport, gravityOf } from '../../../shared/opinions/rules/warningSigns.ts';
import { auditView } from '../base/auditView.ts';
import type { Context } from '../base/context.ts';
import type { Output } from '../base/door.ts';
import { hasNoHead, headedDepartments } from './deputies.ts';
import { register } from './register.ts';
import { casesWithNames } from './rows.ts';
import { inScope, seesPatientOf } from './scope.ts';
import { withheldFrom } from './withheld.ts';

/**
 * Registers a draft as urgent and sends it out in this moment; its number. One that went out before keeps its number.
 * @throws Refusal NOT_FOUND (not this interview's), BAD_INPUT where it holds no words or is praise
 */
export async function sendAtOnce(ctx: Context, interviewId: string, opinionId: string): Promise<string> {
  const draft = await ctx.db
    .selectFrom('feedback')
    .select(['id', 'number', 'kind', 'state', 'text'])
    .where('id', '=', opinionId)
    .where('interview_id', '=', interviewId)
    .executeTakeFirst();
  if (!draft) throw new Refusal('NOT_FOUND', { what: '这条意见' });
  if (draft.state !== 'draft') return draft.number;
  if (draft.kind === 'praise') throw new Refusal('BAD_INPUT', { detail: '表扬不用上报' });
  if (draft.text.trim() === '') throw new Refusal('BAD_INPUT', { detail: '请先写一句是什么事' });
  const [number = ''] = await register(ctx, [{ id: draft.id, kind: draft.kind, severity: 'urgent' }]);
  return number;
}

/** Sends out the urgent drafts of an interview that hold words. Returns how many. */
export async function sendUrgent(ctx: Context, interviewId: string): Promise<number> {
  const drafts = await ctx.db
    .selectFrom('feedback')
    .select(['id', 'kind', 'severity', 'text'])
    .where('interview_id', '=', interviewId)
    .where('state', '=', 'draft')
    .where('severity', '=', 'urgent')
    .where('kind', '!=', 'praise')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const spoken = drafts.filter((draft) => draft.text.trim() !== '');
  if (spoken.length > 0) await register(ctx, spoken);
  return spoken.length;
}

/** What is typed after the report goes into it; department, severity and kind stay as they were sent, and words are not taken back. */
export async function completeWords(
  ctx: Context,
  opinionId: string,
  words: { readonly text: string; readonly staffName: string },
): Promise<void> {
  if (words.text.trim() === '') return;
  const sent = await ctx.db.selectFrom('feedback').select('text').where('id', '=', opinionId).executeTakeFirstOrThrow();
  const text = completedReport(sent.text, words.text);
  await ctx.db.updateTable('feedback').set({ text, staff_name: words.staffName }).where('id', '=', opinionId).execute();
  ctx.changed('feedback');
}

/** An urgent case that nobody acknowledged for so long is also the supervisor's. */
export const unseenMinutes = 30;

const minutesBefore = (now: string, minutes: number) => new Date(Date.parse(now) - minutes * 60_000).toISOString();

/** What stands at the top of this reader's screen: the gravest first, of these the newest; none is left out. */
export async function alarms(ctx: Context): Promise<Output<'feedback', 'alarms'>> {
  const { actor, now } = ctx;
  const supervisor = actor.role !== 'head';
  const unseen = ctx.db
    .selectFrom('feedback')
    .select('feedback.id')
    .where((eb) => inScope(eb, actor))
    .where('feedback.state', '=', 'dispatched')
    .where('severity', '=', 'urgent')
    .where('acknowledged_at', 'is', null)
    .$if(supervisor, (cases) => cases.where((eb) => eb.or([eb('dispatched_at', '<=', minutesBefore(now, unseenMinutes)), hasNoHead(eb)])));
  const rows = await casesWithNames(ctx.db)
    .select('discharge.name as patient')
    .where('feedback.id', 'in', unseen)
    .orderBy('feedback.dispatched_at', 'desc')
    .orderBy('feedback.id', 'desc')
    .execute();
  const headed = await headedDepartments(ctx.db);
  const withheld = await withheldFrom(ctx, rows);
  return rows
    .toSorted((a, b) => gravityOf(a.text) - gravityOf(b.text))
    .map((row) => {
      const { id, number, version, patient, dispatched_at } = row;
      const named = patient !== null && seesPatientOf(actor, row);
      if (named) auditView(ctx, 'feedback.viewPatient', id);
      return {
        id,
        number,
        version,
        department: row.departmentName,
        text: withheld(row).words(row.text),
        patient: named ? patient : '',
        sentAt: dispatched_at ?? now,
        minutes: Math.max(0, Math.floor((Date.parse(now) - Date.parse(dispatched_at ?? now)) / 60_000)),
        mayAcknowledge: actor.role === 'head' || !headed.has(row.department_id),
      };
    });
}
