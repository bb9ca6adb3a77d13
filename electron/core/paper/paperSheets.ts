/**
 * Prints sheets. Whole identities leave the program here, so a reason is required, the sheet names who printed it,
 * and the print is logged.
 */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import { isSensitiveDiagnosis } from '../../../shared/base/rules/sensitive.ts';
import { civilDateOf, civilTimeOf } from '../../../shared/base/rules/time.ts';
import { spokenTexts } from '../../../shared/interviews/rules/spokenTexts.ts';
import type { PaperSheet } from '../../../shared/paper/contract/paper.ts';
import { possibleItems } from '../../../shared/questionnaires/rules/questionnaire.ts';
import { spokenDate, titleOf } from '../../../shared/questionnaires/rules/templates.ts';
import { hospitalName } from '../accounts/index.ts';
import type { Context } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';
import { readSettings } from '../base/settings.ts';
import { answersOf, factsOf, interviewOf, unknownFacts } from '../interviews/index.ts';
import { phonesOf } from '../numbers/index.ts';
import { currentQuestionnaire, questionnaireOf } from '../questionnaires/index.ts';
import { refuseColleaguesCall } from '../worklist/index.ts';

/** An open follow-up of the actor's or the pool's, that nobody else is calling. @throws Refusal NOT_FOUND, FOLLOW_UP_ENDED, CALL_OF_COLLEAGUE, HELD_BY_OTHER */
export async function followUpForPaper(ctx: Context, followUpId: string) {
  const row = await ctx.db
    .selectFrom('follow_up')
    .leftJoin('app_user', 'app_user.id', 'follow_up.held_by')
    .selectAll('follow_up')
    .select('app_user.name as holder')
    .where('follow_up.id', '=', followUpId)
    .executeTakeFirst();
  const foreign = ctx.actor.role === 'nurse' && row && row.nurse_id !== null && row.nurse_id !== ctx.actor.id;
  if (!row || foreign) throw new Refusal('NOT_FOUND', { what: '这位患者的回访任务' });
  if (row.state === 'ended') throw new Refusal('FOLLOW_UP_ENDED');
  await refuseColleaguesCall(ctx, followUpId);
  if (row.held_by !== null && row.held_by !== ctx.actor.id && (row.held_until ?? '') >= ctx.now)
    throw new Refusal('HELD_BY_OTHER', { name: row.holder ?? '另一位回访员' });
  return row;
}

/** What was said in earlier calls, the oldest first. */
export async function pastCalls({ db }: Context, followUpId: string): Promise<PaperSheet['calls']> {
  const rows = await db
    .selectFrom('attempt')
    .select(['started_at', 'outcome', 'note'])
    .where('follow_up_id', '=', followUpId)
    .where('ended_at', 'is not', null)
    .orderBy('ordinal')
    .execute();
  return rows.flatMap(({ started_at, outcome, note }) => (outcome ? [{ at: started_at, outcome, note }] : []));
}

/** The stay as sheets and forms show it. */
export async function stayForPaper({ db }: Context, dischargeId: string) {
  const stay = await db
    .selectFrom('discharge')
    .innerJoin('department', 'department.id', 'discharge.department_id')
    .selectAll('discharge')
    .select(['department.name as department', 'department.sensitive'])
    .where('discharge.id', '=', dischargeId)
    .executeTakeFirst();
  if (!stay) throw new Refusal('NOT_FOUND', { what: '出院记录' });
  return stay;
}

/** The questionnaire of a conversation that broke off, else the current one. */
export async function questionnaireFor(ctx: Context, followUpId: string) {
  const begun = await interviewOf(ctx.db, followUpId);
  return begun ? questionnaireOf(ctx.db, begun.questionnaire_version_id) : currentQuestionnaire(ctx.db);
}

async function print(ctx: Context, followUpId: string, shared: { hospital: string; maxAttempts: number }): Promise<PaperSheet> {
  const followUp = await followUpForPaper(ctx, followUpId);
  const stay = await stayForPaper(ctx, followUp.discharge_id);
  const { versionId, version, content } = await questionnaireFor(ctx, followUpId);
  const begun = await interviewOf(ctx.db, followUpId);
  const id = ctx.newId();
  const number = id.slice(-6).toUpperCase();
  await ctx.db
    .insertInto('paper_sheet')
    .values({
      id,
      number,
      follow_up_id: followUpId,
      questionnaire_version_id: versionId,
      attempts: followUp.attempts,
      at: ctx.now,
      user_id: ctx.actor.id,
    })
    .execute();
  const facts = (await factsOf(ctx.db, [stay.id])).get(stay.id) ?? unknownFacts;
  const title = titleOf(stay.sex, stay.age_years);
  const sensitive = stay.sensitive === 1 || isSensitiveDiagnosis(stay.icd10, stay.diagnosis);
  const values = {
    hospital: shared.hospital,
    name: stay.name,
    title,
    department: stay.department,
    dischargeDate: spokenDate(stay.discharge_date),
    doctor: stay.doctor || '您的主管医生',
    nurse: ctx.actor.name,
  };
  return {
    number,
    followUpId,
    name: stay.name,
    title,
    sex: stay.sex,
    ageText: stay.age_text,
    inpatientNumber: stay.inpatient_number,
    department: stay.department,
    ward: stay.ward,
    doctor: stay.doctor,
    diagnosis: stay.diagnosis,
    dischargeDate: stay.discharge_date,
    revisitDate: stay.revisit_date,
    sensitive,
    phones: (await phonesOf(ctx.db, stay.id)).map(({ number: dialled, kind, extension, relation, bad }) => ({
      number: dialled,
      kind,
      extension,
      relation,
      bad: bad === 1,
    })),
    calls: await pastCalls(ctx, followUpId),
    maxAttempts: shared.maxAttempts,
    answered: begun ? (await answersOf(ctx.db, begun.id)).map((answer) => answer.item_code) : [],
    questionnaire: { title: content.title, version, content: { ...content, items: [...possibleItems(content, facts)] } },
    texts: spokenTexts(content.scripts, values, { names: [stay.department, stay.ward, stay.doctor, stay.diagnosis], sensitive }),
  };
}

/** @throws Refusal REASON_REQUIRED, NO_QUESTIONNAIRE, and as `followUpForPaper` for any of them: then none is printed */
export async function printSheets(ctx: Context, input: Input<'paper', 'printSheets'>): Promise<Output<'paper', 'printSheets'>> {
  const { reason } = input;
  if (reason === '') throw new Refusal('REASON_REQUIRED');
  const hospital = (await hospitalName(ctx.db)) ?? '';
  const { maxAttempts } = await readSettings(ctx.db);
  const sheets: PaperSheet[] = [];
  for (const followUpId of new Set(input.followUpIds)) sheets.push(await print(ctx, followUpId, { hospital, maxAttempts }));
  ctx.audit('calling.printSheets', `${sheets.length}`, { sheets: sheets.map((sheet) => sheet.number), reason });
  ctx.changed('paper');
  const mark = `打印：${ctx.actor.name} ${civilDateOf(ctx.now)} ${civilTimeOf(ctx.now)} 原因：${reason}`;
  return { hospital, mark, sheets };
}
