/** 复诊提醒 (domain §9, report 8): who is due for a revisit, by what the patient said, else by the doctor's order. */
import { sql } from 'kysely';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { maskPhone } from '../../../shared/base/rules/phones.ts';
import { addCivilDays, civilDateOf, civilDaysBetween } from '../../../shared/base/rules/time.ts';
import type { Context } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';
import { readSettings } from '../base/settings.ts';
import { inForce } from '../worklist/index.ts';

type Filter = Input<'followOn', 'revisits'>['filter'];

/** What is longer past than this is no reminder any more. */
const longestOverdueDays = 90;

const revisitDate = sql<string>`coalesce(interview.revisit_date, discharge.revisit_date)`;

/** Whose revisit may be reminded of: not of a patient who died or must not be called, not of one that is done. */
function reminded({ db, actor, now }: Context, from: string, until: string) {
  const listed = inForce(
    db.selectFrom('do_not_call_entry').select('patient_id').$narrowType<{ patient_id: string }>(),
    civilDateOf(now),
  ).where('patient_id', 'is not', null);
  return (
    db
      .selectFrom('follow_up')
      .innerJoin('discharge', 'discharge.id', 'follow_up.discharge_id')
      .leftJoin('interview', 'interview.follow_up_id', 'follow_up.id')
      .leftJoin('revisit_mark', 'revisit_mark.follow_up_id', 'follow_up.id')
      .where(sql<boolean>`${revisitDate} >= ${from} and ${revisitDate} <= ${until}`)
      .where(sql<boolean>`coalesce(interview.revisit_state, '') <> 'done'`)
      // Who died, refused, denies the stay or cannot be reached under any number is not called for this either.
      .where(
        sql<boolean>`coalesce(follow_up.disposition, '') not in ('deceased', 'refused', 'denies_stay', 'wrong_number', 'not_in_service')`,
      )
      .where('discharge.patient_id', 'not in', listed)
      .$if(actor.role === 'nurse', (rows) =>
        rows.where((eb) => eb.or([eb('follow_up.nurse_id', 'is', null), eb('follow_up.nurse_id', '=', actor.id)])),
      )
  );
}

export async function revisits(ctx: Context, input: Input<'followOn', 'revisits'>): Promise<Output<'followOn', 'revisits'>> {
  const { revisitDays } = await readSettings(ctx.db);
  const today = civilDateOf(ctx.now);
  const all = reminded(ctx, addCivilDays(today, -longestOverdueDays), addCivilDays(today, revisitDays));
  const conditions: Readonly<Record<Filter, ReturnType<typeof sql<boolean>>>> = {
    due: sql<boolean>`revisit_mark.mark is null and ${revisitDate} >= ${today}`,
    overdue: sql<boolean>`revisit_mark.mark is null and ${revisitDate} < ${today}`,
    marked: sql<boolean>`revisit_mark.mark is not null`,
  };
  const count = (filter: Filter) => sql<number>`coalesce(sum(case when ${conditions[filter]} then 1 else 0 end), 0)`;
  const counted = await all
    .select([count('due').as('due'), count('overdue').as('overdue'), count('marked').as('marked')])
    .executeTakeFirstOrThrow();
  const counts = { due: Number(counted.due), overdue: Number(counted.overdue), marked: Number(counted.marked) };
  const rows = await all
    .innerJoin('department', 'department.id', 'discharge.department_id')
    .leftJoin('app_user as nurse', 'nurse.id', 'follow_up.nurse_id')
    .leftJoin('app_user as marker', 'marker.id', 'revisit_mark.user_id')
    .leftJoin('phone', (join) => join.onRef('phone.discharge_id', '=', 'discharge.id').on('phone.position', '=', 0))
    .select([
      'follow_up.id as followUpId',
      'discharge.id as dischargeId',
      'discharge.name',
      'discharge.sex',
      'discharge.age_text',
      'department.name as department',
      'discharge.diagnosis',
      'discharge.discharge_date',
      'interview.revisit_date as said',
      'interview.revisit_state as state',
      'phone.number',
      'nurse.name as nurse_name',
      'revisit_mark.mark',
      'revisit_mark.at',
      'marker.name as marker_name',
      revisitDate.as('revisit_date'),
    ])
    .where(conditions[input.filter])
    .$if(input.filter === 'marked', (marked) => marked.orderBy('revisit_mark.at', 'desc'))
    .orderBy(revisitDate)
    .orderBy('follow_up.id')
    .offset(input.offset)
    .limit(input.limit)
    .execute();
  return {
    total: counts[input.filter],
    counts,
    days: revisitDays,
    rows: rows.map((row) => ({
      followUpId: row.followUpId,
      dischargeId: row.dischargeId,
      name: row.name,
      sex: row.sex,
      ageText: row.age_text,
      department: row.department,
      diagnosis: row.diagnosis,
      dischargeDate: row.discharge_date,
      revisitDate: row.revisit_date,
      daysLeft: civilDaysBetween(today, row.revisit_date),
      saidByPatient: row.said !== null,
      state: row.state,
      phone: maskPhone(row.number ?? ''),
      nurseName: row.nurse_name,
      mark: row.mark && row.at ? { mark: row.mark, by: row.marker_name ?? '', at: row.at } : null,
    })),
  };
}

/** @throws Refusal NOT_FOUND (also a colleague's) */
export async function markRevisit(
  ctx: Context,
  { followUpId, mark }: Input<'followOn', 'markRevisit'>,
): Promise<Output<'followOn', 'markRevisit'>> {
  const row = await ctx.db.selectFrom('follow_up').select('nurse_id').where('id', '=', followUpId).executeTakeFirst();
  const foreign = ctx.actor.role === 'nurse' && row && row.nurse_id !== null && row.nurse_id !== ctx.actor.id;
  if (!row || foreign) throw new Refusal('NOT_FOUND', { what: '这位患者的复诊' });
  if (mark === null) await ctx.db.deleteFrom('revisit_mark').where('follow_up_id', '=', followUpId).execute();
  else {
    const marked = { mark, user_id: ctx.actor.id, at: ctx.now };
    await ctx.db
      .insertInto('revisit_mark')
      .values({ follow_up_id: followUpId, ...marked })
      .onConflict((conflict) => conflict.column('follow_up_id').doUpdateSet(marked))
      .execute();
  }
  ctx.audit('calling.markRevisit', followUpId, { mark });
  ctx.changed('revisits');
  return { ok: true };
}
