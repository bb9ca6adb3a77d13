/** 患者回拨 (a patient calls back): finds the follow-up by the end of the caller's number or the beginning of a name. */
import { type SqlBool, sql } from 'kysely';
import { maskPhone } from '../../../shared/base/rules/phones.ts';
import { foldWidth } from '../../../shared/base/rules/text.ts';
import { nameKeyOf } from '../../../shared/discharges/rules/stay.ts';
import type { Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import type { ByPhone, Sought } from '../discharges/index.ts';
import { dialsOf, hasNumber, openBy } from '../worklist/index.ts';

const mostFound = 20;
const fewestDigits = 4;

/** Four digits or more are the end of a number, everything else the beginning of a name or of its initials. */
function waysOf(search: string): { readonly phone: ByPhone | null; readonly ways: readonly Sought[] } {
  const text = foldWidth(search).replace(/[\s-]/g, '');
  if (/^\d+$/.test(text)) {
    const phone: ByPhone = { by: 'phone', ending: text, beginning: '' };
    return text.length < fewestDigits ? { phone: null, ways: [] } : { phone, ways: [phone] };
  }
  const beginning = nameKeyOf(text);
  if (beginning === '') return { phone: null, ways: [] };
  return {
    phone: null,
    ways: [
      { by: 'name_key', beginning },
      { by: 'pinyin', beginning },
    ],
  };
}

/** Open follow-ups that are meant, the one called last first. */
async function newestOf(db: Db, ways: readonly Sought[]): Promise<string[]> {
  const rows = await db
    .selectFrom(openBy(db, ways, false).as('meant'))
    .select('meant.id')
    .orderBy(sql`coalesce(meant.last_attempt_at, '')`, 'desc')
    .orderBy('meant.id')
    .limit(mostFound)
    .execute();
  return rows.map(({ id }) => id);
}

function callsOf(db: Db, ids: readonly string[], phone: ByPhone | null) {
  return db
    .selectFrom('follow_up')
    .innerJoin('discharge', 'discharge.id', 'follow_up.discharge_id')
    .innerJoin('department', 'department.id', 'follow_up.department_id')
    .innerJoin('phone', 'phone.discharge_id', 'discharge.id')
    .leftJoin('app_user as nurse', 'nurse.id', 'follow_up.nurse_id')
    .leftJoin('app_user as holder', 'holder.id', 'follow_up.held_by')
    .select([
      'follow_up.id',
      dialsOf.as('attempts'),
      'follow_up.last_outcome',
      'follow_up.last_attempt_at',
      'follow_up.held_by',
      'follow_up.held_until',
      'discharge.name',
      'discharge.sex',
      'discharge.age_text',
      'discharge.discharge_date',
      'department.name as department',
      'phone.number',
      'nurse.name as nurse_name',
      'holder.name as holder_name',
    ])
    .select((eb) =>
      eb
        .selectFrom('answer')
        .innerJoin('interview', 'interview.id', 'answer.interview_id')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('interview.follow_up_id', '=', 'follow_up.id')
        .as('answered'),
    )
    .where('follow_up.id', 'in', ids)
    .where(phone ? hasNumber(phone) : sql<SqlBool>`phone.position = 0`)
    .orderBy('phone.position', 'desc')
    .orderBy('phone.id')
    .execute();
}

export async function findCallBack(ctx: Context, { search }: Input<'calls', 'findCallBack'>): Promise<Output<'calls', 'findCallBack'>> {
  const { phone, ways } = waysOf(search);
  const ids = await newestOf(ctx.db, ways);
  if (ids.length === 0) return [];
  // Of several numbers with that end the first counts.
  const calls = new Map((await callsOf(ctx.db, ids, phone)).map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = calls.get(id);
    if (!row) return [];
    const held = row.held_by !== null && row.held_by !== ctx.actor.id && (row.held_until ?? '') >= ctx.now;
    return [
      {
        followUpId: row.id,
        name: row.name,
        sex: row.sex,
        ageText: row.age_text,
        department: row.department,
        dischargeDate: row.discharge_date,
        phone: maskPhone(row.number),
        attempts: row.attempts,
        lastOutcome: row.last_outcome,
        lastAttemptAt: row.last_attempt_at,
        answered: Number(row.answered ?? 0),
        nurseName: row.nurse_name,
        heldBy: held ? row.holder_name : null,
      },
    ];
  });
}
