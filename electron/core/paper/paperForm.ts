/** The data needed to type in a filled-in sheet. */

import { maskPhone } from '../../../shared/base/rules/phones.ts';
import type { PaperForm } from '../../../shared/paper/contract/paper.ts';
import { callingHours } from '../../../shared/worklist/rules/attempts.ts';
import type { Context } from '../base/context.ts';
import type { Input } from '../base/door.ts';
import { readSettings } from '../base/settings.ts';
import { answersOf, interviewOf } from '../interviews/index.ts';
import { phonesOf } from '../numbers/index.ts';
import { questionnaireOf } from '../questionnaires/index.ts';
import { dialsMade } from '../worklist/index.ts';
import { lastSheets } from './paperList.ts';
import { followUpForPaper, pastCalls, questionnaireFor, stayForPaper } from './paperSheets.ts';

/** From when calls can stand on paper: the print of the sheet, without one the draw; and the end of the last call that is known. */
export async function paperSince(
  { db }: Context,
  followUp: { readonly id: string; readonly draw_id: string },
  printedAt: string | null,
): Promise<string> {
  const drawn = await db.selectFrom('draw').select('at').where('id', '=', followUp.draw_id).executeTakeFirst();
  const { last } = await db
    .selectFrom('attempt')
    .select((eb) => eb.fn.max('ended_at').as('last'))
    .where('follow_up_id', '=', followUp.id)
    .executeTakeFirstOrThrow();
  return [printedAt ?? drawn?.at ?? '', last ?? ''].toSorted().at(-1) ?? '';
}

/** @throws Refusal NOT_FOUND, FOLLOW_UP_ENDED, HELD_BY_OTHER, NO_QUESTIONNAIRE */
export async function paperForm(ctx: Context, { followUpId }: Input<'paper', 'paperForm'>): Promise<PaperForm> {
  const followUp = await followUpForPaper(ctx, followUpId);
  const stay = await stayForPaper(ctx, followUp.discharge_id);
  const settings = await readSettings(ctx.db);
  const printed = (await lastSheets(ctx.db, [followUpId])).get(followUpId);
  const { version, content } = printed ? await questionnaireOf(ctx.db, printed.versionId) : await questionnaireFor(ctx, followUpId);
  const begun = await interviewOf(ctx.db, followUpId);
  const stored = begun ? await answersOf(ctx.db, begun.id) : [];
  return {
    followUpId,
    name: stay.name,
    sex: stay.sex,
    ageText: stay.age_text,
    ageYears: stay.age_years,
    icd10: stay.icd10,
    payment: stay.payment,
    inpatientNumber: stay.inpatient_number,
    departmentId: stay.department_id,
    department: stay.department,
    ward: stay.ward,
    dischargeDate: stay.discharge_date,
    attempts: await dialsMade(ctx.db, followUpId),
    maxAttempts: settings.maxAttempts,
    calls: await pastCalls(ctx, followUpId),
    phones: (await phonesOf(ctx.db, stay.id)).map(({ id, number, relation, bad }) => ({
      id,
      number: maskPhone(number),
      relation,
      bad: bad === 1,
    })),
    sheet: printed?.sheet ?? null,
    since: await paperSince(ctx, followUp, printed?.sheet.at ?? null),
    callingHours: callingHours(ctx.now, settings).hours,
    questionnaire: { version, content },
    answers: Object.fromEntries(stored.map((row) => [row.item_code, JSON.parse(row.value) as string[]])),
  };
}
