/** 号码核对 (number check): wrong and dead numbers go to the ward that recorded them, and the ward's answer is recorded. */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import { type PhoneMark, phoneMarks } from '../../../shared/base/contract/words.ts';
import { maskPhone } from '../../../shared/base/rules/phones.ts';
import { civilDateOf, civilTimeOf } from '../../../shared/base/rules/time.ts';
import type { NumberToCheck } from '../../../shared/numbers/contract/numbers.ts';
import { hospitalName } from '../accounts/index.ts';
import { auditView } from '../base/auditView.ts';
import type { Context } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';
import { endedForNumber, tryReopen } from '../calls/index.ts';
import { sampledMonths } from '../worklist/index.ts';
import { addPhone, type Finding, findingsOf, markPhone, phonesOf } from './numbers.ts';

const answers: readonly PhoneMark[] = ['corrected', 'verified', 'no_other'];

type Asked = NumberToCheck & { readonly whole: string };

/** What the ward said after the number was last found wrong. */
function answerOf(findings: readonly Finding[]): NumberToCheck['answer'] {
  const last = findings.findLast((one) => one.mark !== 'slipped' && one.mark !== 'moved');
  const mark = answers.find((one) => one === last?.mark);
  return last && mark ? { mark, note: last.note, at: last.at, by: last.by } : null;
}

/** Numbers that are bad, or were and have the ward's answer; a nurse's own patients and the pool's. */
async function numbersOf(ctx: Context, month: string): Promise<Asked[]> {
  let stays = ctx.db
    .selectFrom('follow_up')
    .innerJoin('discharge', 'discharge.id', 'follow_up.discharge_id')
    .innerJoin('department', 'department.id', 'discharge.department_id')
    .innerJoin('phone', 'phone.discharge_id', 'discharge.id')
    .leftJoin('replacement', 'replacement.follow_up_id', 'follow_up.id')
    .select([
      'phone.id as phoneId',
      'phone.number',
      'phone.relation',
      'phone.bad',
      'discharge.id as dischargeId',
      'discharge.name',
      'inpatient_number as inpatientNumber',
      'department.id as departmentId',
      'department.name as department',
      'ward',
      'discharge_date as dischargeDate',
      'follow_up.id as followUpId',
      'follow_up.state',
      'follow_up.disposition',
      'replacement.id as replaced',
    ])
    .where('follow_up.month', '=', month);
  if (ctx.actor.role === 'nurse')
    stays = stays.where((eb) => eb.or([eb('follow_up.nurse_id', 'is', null), eb('follow_up.nurse_id', '=', ctx.actor.id)]));
  const rows = await stays
    .orderBy('department.name')
    .orderBy('ward')
    .orderBy('inpatient_number')
    .orderBy('phone.position')
    .orderBy('phone.id')
    .execute();
  const findings = await findingsOf(ctx.db, [...new Set(rows.map((row) => row.dischargeId))]);
  const alive = Map.groupBy(
    rows.filter((row) => row.bad === 0),
    (row) => row.dischargeId,
  );
  return rows.flatMap((row): Asked[] => {
    const found = findings.get(row.phoneId) ?? [];
    const answer = answerOf(found);
    if (row.bad === 0 && answer === null) return [];
    const wrong = found.findLast((one) => one.mark === 'bad' || one.mark === 'not_in_service' || one.mark === 'wrong_number');
    const others = (alive.get(row.dischargeId) ?? []).filter((other) => other.phoneId !== row.phoneId).length;
    const { bad, dischargeId, replaced, number, ...shown } = row;
    return [
      {
        ...shown,
        number: maskPhone(number),
        whole: number,
        what: wrong?.what ?? '',
        at: wrong?.at ?? null,
        by: wrong?.by ?? '',
        otherNumbers: others,
        slippedAt: found.findLast((one) => one.mark === 'slipped')?.at ?? null,
        answer,
        mayReopen:
          row.state === 'ended' &&
          endedForNumber.includes(row.disposition) &&
          replaced === null &&
          (alive.get(dischargeId) ?? []).length > 0,
      },
    ];
  });
}

export async function numbersToCheck(
  ctx: Context,
  input: Input<'numbers', 'numbersToCheck'>,
): Promise<Output<'numbers', 'numbersToCheck'>> {
  const months = await sampledMonths(ctx);
  const month = input.month ?? months[0] ?? null;
  if (month === null) return { month, months, rows: [] };
  const all = await numbersOf(ctx, month);
  const shown = {
    waiting: (row: Asked) => row.answer === null,
    answered: (row: Asked) => row.answer !== null,
    reopen: (row: Asked) => row.mayReopen,
  }[input.show];
  const rows = all.filter(shown).map(({ whole: _, ...row }) => row);
  if (rows.length > 0) auditView(ctx, 'calling.viewNumbers', month);
  return { month, months, rows };
}

/** @throws Refusal REASON_REQUIRED, NOT_FOUND where the ward has nothing to check */
export async function printWardSlip(ctx: Context, input: Input<'numbers', 'printWardSlip'>): Promise<Output<'numbers', 'printWardSlip'>> {
  if (input.reason === '') throw new Refusal('REASON_REQUIRED');
  const rows = (await numbersOf(ctx, input.month)).filter(
    (row) => row.answer === null && row.departmentId === input.departmentId && row.ward === input.ward,
  );
  const [first] = rows;
  if (!first) throw new Refusal('NOT_FOUND', { what: '这个病区待核对的号码' });
  const stays = await ctx.db
    .selectFrom('phone')
    .select(['id', 'discharge_id'])
    .where(
      'id',
      'in',
      rows.map((row) => row.phoneId),
    )
    .orderBy('id')
    .execute();
  for (const phone of stays) await markPhone(ctx, phone, 'slipped', '');
  const { month, departmentId, ward, reason } = input;
  ctx.audit('calling.printWardSlip', month, { departmentId, ward, reason, numbers: rows.length });
  ctx.changed('numbers');
  return {
    hospital: (await hospitalName(ctx.db)) ?? '',
    department: first.department,
    ward,
    mark: `打印：${ctx.actor.name} ${civilDateOf(ctx.now)} ${civilTimeOf(ctx.now)} 原因：${reason}`,
    rows: rows.map(({ name, inpatientNumber, dischargeDate, whole, relation, what }) => ({
      name,
      inpatientNumber,
      dischargeDate,
      number: whole,
      relation,
      what,
    })),
  };
}

/** The number with its follow-up, where the actor may write about it. @throws Refusal NOT_FOUND (also another nurse's) */
async function asked(ctx: Context, phoneId: string) {
  const row = await ctx.db
    .selectFrom('phone')
    .innerJoin('follow_up', 'follow_up.discharge_id', 'phone.discharge_id')
    .selectAll('phone')
    .select(['follow_up.id as followUpId', 'follow_up.nurse_id'])
    .where('phone.id', '=', phoneId)
    .executeTakeFirst();
  const foreign = ctx.actor.role === 'nurse' && row && row.nurse_id !== null && row.nurse_id !== ctx.actor.id;
  if (!row || foreign) throw new Refusal('NOT_FOUND', { what: '这个号码' });
  return row;
}

/** @throws Refusal NOT_FOUND, WRONG_STATE (no longer in doubt), BAD_INPUT (the new number) */
export async function answerNumber(ctx: Context, input: Input<'numbers', 'answerNumber'>): Promise<Output<'numbers', 'answerNumber'>> {
  const phone = await asked(ctx, input.phoneId);
  const { answer, note } = input;
  if (phone.bad === 0) throw new Refusal('WRONG_STATE', { state: '号码可拨', action: '登记病区答复' });
  if (answer.kind === 'corrected') {
    const place = (await phonesOf(ctx.db, phone.discharge_id)).findIndex((one) => one.id === phone.id);
    const relation = answer.relation || phone.relation;
    await addPhone(ctx, phone.discharge_id, { number: answer.number, relation, source: 'ward', at: place, note });
  }
  if (answer.kind === 'verified') await ctx.db.updateTable('phone').set({ bad: 0 }).where('id', '=', phone.id).execute();
  await markPhone(ctx, phone, answer.kind, note);
  ctx.audit('calling.answerNumber', phone.followUpId, { phoneId: phone.id, answer: answer.kind });
  ctx.changed('numbers');
  if (answer.kind === 'no_other') return { reopened: false, why: '' };
  const hindered = await tryReopen(ctx, phone.followUpId, phoneMarks.zh[answer.kind]);
  return { reopened: hindered === null, why: hindered ?? '' };
}
