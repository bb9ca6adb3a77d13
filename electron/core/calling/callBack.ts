/** 患者回拨: the patient calls the hospital; whoever answers finds the follow-up and goes on. */
import { sql } from 'kysely';
import { Refusal } from '../../../shared/contract/errors.ts';
import { nameKeyOf } from '../../../shared/rules/import/stay.ts';
import { foldWidth } from '../../../shared/rules/import/text.ts';
import { maskPhone } from '../../../shared/rules/phones.ts';
import type { Context } from '../context.ts';
import type { Input, Output } from '../door.ts';
import { readSettings } from '../upkeep/settings.ts';
import { awaitTurn, giveBackOthers, holdEnd } from './holding.ts';

/**
 * Takes the follow-up, from a colleague too unless she is in a call with it, and opens an incoming attempt. The calling
 * hours do not matter: it is the patient who calls.
 * @throws Refusal NOT_FOUND, FOLLOW_UP_ENDED, HELD_BY_OTHER (a colleague is calling this patient)
 */
export async function callBack(ctx: Context, { followUpId }: Input<'calling', 'callBack'>): Promise<Output<'calling', 'callBack'>> {
  await awaitTurn(ctx, followUpId);
  const row = await ctx.db
    .selectFrom('follow_up')
    .leftJoin('app_user', 'app_user.id', 'follow_up.held_by')
    .selectAll('follow_up')
    .select('app_user.name as holder')
    .where('follow_up.id', '=', followUpId)
    .executeTakeFirst();
  if (!row) throw new Refusal('NOT_FOUND', { what: '这位患者的回访任务' });
  if (row.state === 'ended') throw new Refusal('FOLLOW_UP_ENDED');
  const open = await ctx.db
    .selectFrom('attempt')
    .select(['id', 'nurse_id'])
    .where('follow_up_id', '=', followUpId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  const others = row.held_by !== null && row.held_by !== ctx.actor.id && (row.held_until ?? '') >= ctx.now;
  if (others && open) throw new Refusal('HELD_BY_OTHER', { name: row.holder ?? '另一位回访员' });
  const { holdMinutes } = await readSettings(ctx.db);
  await ctx.db
    .updateTable('follow_up')
    .set({ held_by: ctx.actor.id, held_until: holdEnd(ctx.now, holdMinutes) })
    .where('id', '=', followUpId)
    .execute();
  await giveBackOthers(ctx, followUpId);
  ctx.changed('calling');
  if (open?.nurse_id === ctx.actor.id) return { attemptId: open.id };
  const answered = { nurse_id: ctx.actor.id, phone_id: null, started_at: ctx.now, off_hours_reason: '', incoming: 1 as const };
  const attemptId = open?.id ?? ctx.newId();
  // A call that a colleague left without an outcome becomes this one.
  if (open) await ctx.db.updateTable('attempt').set(answered).where('id', '=', open.id).execute();
  else
    await ctx.db
      .insertInto('attempt')
      .values({
        ...answered,
        id: attemptId,
        follow_up_id: followUpId,
        ordinal: row.attempts + 1,
        ended_at: null,
        outcome: null,
        note: '',
      })
      .execute();
  return { attemptId };
}

const mostFound = 20;
const likeText = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** Four digits or more are the end of a number, everything else the beginning of a name. */
export async function findCallBack(ctx: Context, { search }: Input<'calling', 'findCallBack'>): Promise<Output<'calling', 'findCallBack'>> {
  const text = foldWidth(search).replace(/[\s-]/g, '');
  const byPhone = /^\d+$/.test(text);
  if (byPhone && text.length < 4) return [];
  const pattern = byPhone ? `%${text}` : `${likeText(nameKeyOf(text))}%`;
  const rows = await ctx.db
    .selectFrom('follow_up')
    .innerJoin('discharge', 'discharge.id', 'follow_up.discharge_id')
    .innerJoin('department', 'department.id', 'follow_up.department_id')
    .innerJoin('phone', 'phone.discharge_id', 'discharge.id')
    .leftJoin('app_user as nurse', 'nurse.id', 'follow_up.nurse_id')
    .leftJoin('app_user as holder', 'holder.id', 'follow_up.held_by')
    .select([
      'follow_up.id',
      'follow_up.attempts',
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
    .where('follow_up.state', '=', 'open')
    .where(
      byPhone
        ? sql<boolean>`phone.number like ${pattern} escape '\\'`
        : sql<boolean>`phone.position = 0 and (discharge.name_key like ${pattern} escape '\\' or discharge.pinyin like ${pattern} escape '\\')`,
    )
    .orderBy('follow_up.last_attempt_at', 'desc')
    .orderBy('follow_up.id')
    .orderBy('phone.position')
    .limit(mostFound)
    .execute();
  const first = new Map(rows.toReversed().map((row) => [row.id, row]));
  return [...first.values()].toReversed().map((row) => {
    const held = row.held_by !== null && row.held_by !== ctx.actor.id && (row.held_until ?? '') >= ctx.now;
    return {
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
    };
  });
}
