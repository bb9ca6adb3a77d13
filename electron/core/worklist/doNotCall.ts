/** Queries the do-not-call list for the frame, replacements and dialling. */
import type { SelectQueryBuilder } from 'kysely';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { doNotCallWhys } from '../../../shared/base/contract/words.ts';
import { civilDateOf } from '../../../shared/base/rules/time.ts';
import type { Context } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';

type Listed<Row> = SelectQueryBuilder<Schema, 'do_not_call_entry', Row>;

/** The rule `isInForce` in SQL. */
export function inForce<Row>(entries: Listed<Row>, today: string): Listed<Row> {
  return entries
    .where('do_not_call_entry.lifted_at', 'is', null)
    .where((eb) => eb.or([eb('do_not_call_entry.until_date', 'is', null), eb('do_not_call_entry.until_date', '>=', today)]));
}

/** Patients on the list. */
export async function listedPatients(db: Db, today: string): Promise<Set<string>> {
  const rows = await inForce(db.selectFrom('do_not_call_entry').select('patient_id'), today).where('patient_id', 'is not', null).execute();
  return new Set(rows.flatMap((row) => row.patient_id ?? []));
}

/** Numbers on the list. */
export async function listedNumbers(db: Db, today: string): Promise<Set<string>> {
  const rows = await inForce(db.selectFrom('do_not_call_entry').select('number'), today).where('number', 'is not', null).execute();
  return new Set(rows.flatMap((row) => row.number ?? []));
}

/** Stays that have a listed number and no other one to dial, by discharge id. */
export async function silencedStays(db: Db, today: string): Promise<Map<string, { stayKey: string; month: string }>> {
  const numbers = await listedNumbers(db, today);
  if (numbers.size === 0) return new Map();
  const rows = await db
    .selectFrom('phone')
    .innerJoin('discharge', 'discharge.id', 'phone.discharge_id')
    .select(['discharge.id', 'discharge.stay_key', 'discharge.month'])
    .where('phone.number', 'in', [...numbers])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('phone as other')
            .select('other.id')
            .whereRef('other.discharge_id', '=', 'phone.discharge_id')
            .where('other.bad', '=', 0)
            .where('other.number', 'not in', [...numbers]),
        ),
      ),
    )
    .orderBy('discharge.id')
    .execute();
  return new Map(rows.map((row) => [row.id, { stayKey: row.stay_key, month: row.month }]));
}

/** @throws Refusal DO_NOT_CALL where the patient or this number stood on the list at the time of the call */
export async function refuseListed(ctx: Context, call: { readonly dischargeId: string; readonly number: string }): Promise<void> {
  const entry = await inForce(ctx.db.selectFrom('do_not_call_entry'), civilDateOf(ctx.now))
    .leftJoin('app_user', 'app_user.id', 'do_not_call_entry.user_id')
    .select(['patient_id', 'why', 'note', 'at', 'app_user.name as by'])
    .where('at', '<=', ctx.now)
    .where((eb) =>
      eb.or([
        eb('number', '=', call.number),
        eb('patient_id', '=', eb.selectFrom('discharge').select('discharge.patient_id').where('discharge.id', '=', call.dischargeId)),
      ]),
    )
    .orderBy('patient_id')
    .orderBy('at')
    .orderBy('do_not_call_entry.id')
    .limit(1)
    .executeTakeFirst();
  if (!entry) return;
  throw new Refusal('DO_NOT_CALL', {
    what: entry.patient_id === null ? '这个号码' : '这位患者',
    why: entry.why === 'other' ? entry.note : doNotCallWhys.zh[entry.why],
    at: civilDateOf(entry.at),
    by: entry.by ?? '系统',
  });
}
