/** 补抽 (replacement): the next reserve of the same stratum replaces a follow-up that ended without an interview. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { dispositions, followUpStates } from '../../../shared/base/contract/words.ts';
import { civilDateOf } from '../../../shared/base/rules/time.ts';
import type { Replacement } from '../../../shared/sampling/contract/sampling.ts';
import type { Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { awaitTurn, listedPatients, silencedStays } from '../worklist/index.ts';
import { interviewedDispositions } from './desk.ts';
import { listNurses } from './nurses.ts';
import { listReplacements } from './replacements.ts';

type Skipped = Replacement['skipped'][number];

async function ended(db: Db, followUpId: string) {
  const row = await db
    .selectFrom('follow_up')
    .leftJoin('interview', (join) => join.onRef('interview.follow_up_id', '=', 'follow_up.id').on('interview.state', '!=', 'open'))
    .leftJoin('replacement', 'replacement.follow_up_id', 'follow_up.id')
    .select([
      'follow_up.id',
      'follow_up.draw_id',
      'follow_up.month',
      'follow_up.stratum',
      'follow_up.state',
      'follow_up.disposition',
      'follow_up.nurse_id',
      'interview.state as interview',
      'replacement.id as replacement',
    ])
    .where('follow_up.id', '=', followUpId)
    .executeTakeFirst();
  if (!row) throw new Refusal('NOT_FOUND', { what: '这个回访任务' });
  if (row.state !== 'ended') throw new Refusal('WRONG_STATE', { state: followUpStates.zh[row.state], action: '补抽' });
  if (row.replacement) throw new Refusal('WRONG_STATE', { state: '已补抽', action: '再次补抽' });
  if (row.interview || interviewedDispositions.some((one) => one === row.disposition))
    throw new Refusal('WRONG_STATE', { state: row.disposition ? dispositions.zh[row.disposition] : '已访谈', action: '补抽' });
  return row;
}

/** The reserves of a stratum in their order, each with what stands against calling it. */
async function reserves({ db, now }: Context, drawId: string, stratum: string) {
  const today = civilDateOf(now);
  const [patients, silenced] = [await listedPatients(db, today), await silencedStays(db, today)];
  const rows = await db
    .selectFrom('frame_member')
    .innerJoin('discharge', 'discharge.id', 'frame_member.discharge_id')
    .leftJoin('follow_up', 'follow_up.discharge_id', 'frame_member.discharge_id')
    .select([
      'frame_member.rank',
      'discharge.id as discharge_id',
      'discharge.department_id',
      'discharge.discharge_date',
      'discharge.name_key',
      'discharge.pinyin',
      'discharge.stay_key',
      'follow_up.draw_id as taken_by',
      'discharge.patient_id',
    ])
    .where('frame_member.draw_id', '=', drawId)
    .where('frame_member.stratum', '=', stratum)
    .where('chosen', '=', 'reserve')
    .orderBy('rank')
    .orderBy('discharge.id')
    .execute();
  return rows.map((row) => ({ ...row, listed: patients.has(row.patient_id) || silenced.has(row.discharge_id) }));
}

/** The same nurse goes on, unless she has left or is on leave. */
async function nurseFor(db: Db, nurseId: string | null): Promise<string | null> {
  return (await listNurses(db)).some((nurse) => nurse.id === nurseId && !nurse.onLeave) ? nurseId : null;
}

/** @throws Refusal NOT_FOUND, WRONG_STATE (not ended, interviewed, replaced already), NO_RESERVE */
export async function replace(ctx: Context, { followUpId, reason }: Input<'sampling', 'replace'>): Promise<Output<'sampling', 'replace'>> {
  const { db } = ctx;
  await awaitTurn(ctx, followUpId);
  const replaced = await ended(db, followUpId);
  const all = await reserves(ctx, replaced.draw_id, replaced.stratum);
  const nurseId = await nurseFor(db, replaced.nurse_id);
  const skipped: Skipped[] = [];
  for (const reserve of all) {
    if (reserve.taken_by === replaced.draw_id) continue;
    if (reserve.taken_by !== null || reserve.listed) {
      skipped.push({ rank: reserve.rank, why: reserve.taken_by !== null ? 'already_drawn' : 'do_not_call' });
      continue;
    }
    const made = await db
      .insertInto('follow_up')
      .values({
        id: ctx.newId(),
        draw_id: replaced.draw_id,
        discharge_id: reserve.discharge_id,
        discharged_on: reserve.discharge_date,
        search_name: reserve.name_key,
        search_initials: reserve.pinyin,
        search_number: reserve.stay_key,
        month: replaced.month,
        department_id: reserve.department_id,
        stratum: replaced.stratum,
        nurse_id: nurseId,
        state: 'open',
        attempts: 0,
        contacted: 0,
      })
      .onConflict((conflict) => conflict.column('discharge_id').doNothing())
      .returning('id')
      .executeTakeFirst();
    // Another supervisor took this reserve in the same moment.
    if (!made) continue;
    return record(ctx, { drawId: replaced.draw_id, month: replaced.month, followUpId, byFollowUpId: made.id, reason, skipped });
  }
  throw new Refusal('NO_RESERVE', { stratum: replaced.stratum, reserves: all.length });
}

interface Record {
  readonly drawId: string;
  readonly month: string;
  readonly followUpId: string;
  readonly byFollowUpId: string;
  readonly reason: string;
  readonly skipped: readonly Skipped[];
}

/** @throws Refusal WRONG_STATE where another supervisor replaced it in the same moment. */
async function record(ctx: Context, { drawId, month, followUpId, byFollowUpId, reason, skipped }: Record): Promise<Replacement> {
  const stored = await ctx.db
    .insertInto('replacement')
    .values({
      id: ctx.newId(),
      draw_id: drawId,
      follow_up_id: followUpId,
      by_follow_up_id: byFollowUpId,
      reason,
      skipped: JSON.stringify(skipped),
      user_id: ctx.actor.id,
      at: ctx.now,
    })
    .onConflict((conflict) => conflict.column('follow_up_id').doNothing())
    .returning('id')
    .executeTakeFirst();
  const replacement = stored && (await listReplacements(ctx.db, month)).find((one) => one.id === stored.id);
  if (!replacement) throw new Refusal('WRONG_STATE', { state: '已补抽', action: '再次补抽' });
  ctx.audit('sampling.replace', followUpId, { drawId, by: byFollowUpId, rank: replacement.rank });
  ctx.changed('sampling', 'followUps');
  return replacement;
}
