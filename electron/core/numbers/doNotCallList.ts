/** Lists, adds to and lifts from the do-not-call list, for the supervisor. */

import { sql } from 'kysely';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { maskPhone } from '../../../shared/base/rules/phones.ts';
import { civilDateOf } from '../../../shared/base/rules/time.ts';
import { nameKeyOf } from '../../../shared/discharges/rules/stay.ts';
import { readPhones } from '../../../shared/import/rules/phones.ts';
import type { DoNotCallEntry } from '../../../shared/worklist/contract/doNotCall.ts';
import { isInForce } from '../../../shared/worklist/rules/doNotCall.ts';
import { auditView } from '../base/auditView.ts';
import type { Context } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { putOnList } from '../calls/index.ts';
import { deathOf, sourceOf } from '../worklist/index.ts';

type Row = Schema['do_not_call_entry'] & { readonly by: string | null; readonly lifter: string | null };

/** One number that can be dialled. @throws Refusal BAD_INPUT */
export function numberFrom(text: string): { number: string; kind: Schema['phone']['kind']; extension: string } {
  const { phones } = readPhones(text, '');
  const [phone, second] = phones;
  if (!phone || second) throw new Refusal('BAD_INPUT', { detail: second ? '一次只能填一个号码' : '这个号码无法拨打，请核对位数' });
  return { number: phone.number, kind: phone.kind, extension: phone.extension };
}

function entries(db: Db, today: string, show: Input<'numbers', 'doNotCallList'>['show'], search: string) {
  let found = db.selectFrom('do_not_call_entry as entry');
  found = found.where((eb) => {
    const holds = eb.and([eb('lifted_at', 'is', null), eb.or([eb('until_date', 'is', null), eb('until_date', '>=', today)])]);
    return show === 'in_force' ? holds : eb.not(holds);
  });
  const key = nameKeyOf(search);
  if (key === '') return found;
  const digits = search.replace(/\D/g, '');
  return found.where((eb) => {
    const named = eb
      .selectFrom('discharge')
      .select('patient_id')
      .where((of) =>
        of.or([
          of.and([of('name_key', '>=', key), of('name_key', '<', `${key}\uffff`)]),
          of('inpatient_number', 'in', [search, search.toUpperCase()]),
        ]),
      );
    const reached = eb
      .selectFrom('phone')
      .innerJoin('discharge', 'discharge.id', 'phone.discharge_id')
      .select('discharge.patient_id')
      .where('phone.number', '=', digits);
    return eb.or([
      eb('patient_id', 'in', named),
      eb('patient_id', 'in', reached),
      eb('number', '=', digits),
      eb(sql<string>`substr(entry.number, length(entry.number) - 3)`, '=', digits),
    ]);
  });
}

interface Person {
  /** Of the stay. */
  readonly id: string;
  readonly name: string;
  readonly inpatient_number: string;
  readonly department: string;
}

/** The latest stay of each patient, and of everybody under each number. */
async function peopleOf(db: Db, rows: readonly Row[]): Promise<(row: Row) => readonly Person[]> {
  const patients = rows.flatMap((row) => row.patient_id ?? []);
  const numbers = rows.flatMap((row) => row.number ?? []);
  const stays = db
    .selectFrom('discharge')
    .innerJoin('department', 'department.id', 'discharge.department_id')
    .select(['discharge.id', 'discharge.patient_id', 'discharge.name', 'inpatient_number', 'department.name as department'])
    .orderBy('discharge_date', 'desc')
    .orderBy('discharge.id', 'desc');
  const own = patients.length === 0 ? [] : await stays.where('discharge.patient_id', 'in', patients).execute();
  const under =
    numbers.length === 0
      ? []
      : await stays
          .innerJoin('phone', 'phone.discharge_id', 'discharge.id')
          .select('phone.number')
          .where('phone.number', 'in', numbers)
          .execute();
  const byPatient = Map.groupBy(own, (stay) => stay.patient_id);
  const byNumber = Map.groupBy(under, (stay) => stay.number);
  return (row) => {
    if (row.patient_id !== null) return (byPatient.get(row.patient_id) ?? []).slice(0, 1);
    const seen = new Map((byNumber.get(row.number ?? '') ?? []).toReversed().map((stay) => [stay.patient_id, stay]));
    return [...seen.values()].toReversed();
  };
}

function inWords(row: Row, people: readonly Person[], today: string): DoNotCallEntry {
  const several =
    people.length > 3
      ? `${people
          .slice(0, 3)
          .map((one) => one.name)
          .join('、')} 等 ${people.length} 人`
      : people.map((one) => one.name).join('、');
  const inForce = isInForce({ until: row.until_date, liftedAt: row.lifted_at }, today);
  return {
    id: row.id,
    scope: row.patient_id === null ? 'number' : 'patient',
    name: several,
    inpatientNumber: people.length === 1 ? (people[0]?.inpatient_number ?? '') : '',
    department: [...new Set(people.map((one) => one.department))].slice(0, 3).join('、'),
    number: maskPhone(row.number ?? ''),
    why: row.why,
    note: row.note,
    until: row.until_date,
    at: row.at,
    by: row.by ?? '系统',
    lifted: row.lifted_at === null ? null : { at: row.lifted_at, by: row.lifter ?? '系统', reason: row.lift_reason ?? '' },
    inForce,
    deathOf: inForce && row.why === 'deceased' && row.patient_id !== null ? (people[0]?.id ?? null) : null,
  };
}

export async function doNotCallList(ctx: Context, input: Input<'numbers', 'doNotCallList'>): Promise<Output<'numbers', 'doNotCallList'>> {
  const today = civilDateOf(ctx.now);
  const found = entries(ctx.db, today, input.show, input.search);
  const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await found
    .leftJoin('app_user as adder', 'adder.id', 'entry.user_id')
    .leftJoin('app_user as lifter', 'lifter.id', 'entry.lifted_by')
    .selectAll('entry')
    .select(['adder.name as by', 'lifter.name as lifter'])
    .orderBy('entry.at', 'desc')
    .orderBy('entry.id', 'desc')
    .offset(input.offset)
    .limit(input.limit)
    .execute();
  const people = await peopleOf(ctx.db, rows);
  if (rows.length > 0) auditView(ctx, 'calling.viewDoNotCall', input.show);
  return { total: Number(total), rows: rows.map((row) => inWords(row, people(row), today)) };
}

/** @throws Refusal NOT_FOUND (the stay), BAD_INPUT (the number), and as `putOnList` */
export async function addDoNotCall(
  ctx: Context,
  { target, ...terms }: Input<'numbers', 'addDoNotCall'>,
): Promise<Output<'numbers', 'addDoNotCall'>> {
  if ('number' in target) return putOnList(ctx, { target: { number: numberFrom(target.number).number }, ...terms });
  const stay = await ctx.db.selectFrom('discharge').select('patient_id').where('id', '=', target.dischargeId).executeTakeFirst();
  if (!stay) throw new Refusal('NOT_FOUND', { what: '出院记录' });
  return putOnList(ctx, { target: { patientId: stay.patient_id }, ...terms });
}

/** A patient who is said to be dead is not called merely because the entry is gone. @throws Refusal DEATH_STANDS */
async function refuseWhileDead({ db }: Context, id: string): Promise<void> {
  const stay = await db
    .selectFrom('do_not_call_entry')
    .innerJoin('discharge', 'discharge.patient_id', 'do_not_call_entry.patient_id')
    .select('discharge.id')
    .where('do_not_call_entry.id', '=', id)
    .where('why', '=', 'deceased')
    .orderBy('discharge.id')
    .limit(1)
    .executeTakeFirst();
  const death = stay && (await deathOf(db, stay.id));
  if (death) throw new Refusal('DEATH_STANDS', { source: sourceOf(death) });
}

/** It stays in the list's history. @throws Refusal NOT_FOUND, REASON_REQUIRED, WRONG_STATE (lifted already), DEATH_STANDS */
export async function liftDoNotCall(
  ctx: Context,
  { id, reason }: Input<'numbers', 'liftDoNotCall'>,
): Promise<Output<'numbers', 'liftDoNotCall'>> {
  if (reason === '') throw new Refusal('REASON_REQUIRED');
  await refuseWhileDead(ctx, id);
  const lifted = await ctx.db
    .updateTable('do_not_call_entry')
    .set({ lifted_at: ctx.now, lifted_by: ctx.actor.id, lift_reason: reason })
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (!lifted) {
    const known = await ctx.db.selectFrom('do_not_call_entry').select('id').where('id', '=', id).executeTakeFirst();
    if (!known) throw new Refusal('NOT_FOUND', { what: '这条勿扰登记' });
    throw new Refusal('WRONG_STATE', { state: '已解除', action: '再次解除' });
  }
  ctx.audit('calling.liftDoNotCall', id, { scope: lifted.patient_id === null ? 'number' : 'patient' });
  ctx.changed('numbers', 'followUps', 'sampling');
  const adder = await ctx.db.selectFrom('app_user').select('name').where('id', '=', lifted.user_id).executeTakeFirst();
  const row: Row = { ...lifted, by: adder?.name ?? null, lifter: ctx.actor.name };
  return inWords(row, (await peopleOf(ctx.db, [row]))(row), civilDateOf(ctx.now));
}
