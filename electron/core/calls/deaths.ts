/**
 * Ends all follow-ups of a deceased patient, because the family is not called again for any discharge (condolence of
 * domain §5).
 */
import { civilDateOf } from '../../../shared/base/rules/time.ts';
import type { Context } from '../base/context.ts';
import { insertMany } from '../base/db/bulk.ts';
import { inForce } from '../worklist/index.ts';
import { endWithoutCall } from './uncallable.ts';

export interface Death {
  readonly dischargeId: string;
  /** When and to whom the family said so. */
  readonly at: string;
  readonly nurseId: string;
}

const atOnce = 5_000;

/** Open follow-ups of the patients in which nobody is on the line just now. */
async function openFollowUps(ctx: Context, patients: readonly string[]): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('follow_up')
    .select('follow_up.id')
    .where('state', '=', 'open')
    .where('discharge_id', 'in', (eb) => eb.selectFrom('discharge').select('discharge.id').where('discharge.patient_id', 'in', patients))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('attempt')
            .select('attempt.id')
            .whereRef('attempt.follow_up_id', '=', 'follow_up.id')
            .where('attempt.ended_at', 'is', null),
        ),
      ),
    )
    .orderBy('follow_up.id')
    .execute();
  return rows.map((row) => row.id);
}

/**
 * Puts the patients on the do-not-call list as deceased, whatever else they stand there for, and ends their other follow-ups that
 * nobody is calling just now; what was said in their interviews before stays.
 */
export async function rememberDeaths(ctx: Context, deaths: readonly Death[]): Promise<void> {
  for (let start = 0; start < deaths.length; start += atOnce) {
    const told = new Map(deaths.slice(start, start + atOnce).map((death) => [death.dischargeId, death]));
    const stays = await ctx.db
      .selectFrom('discharge')
      .select(['id', 'patient_id'])
      .where('id', 'in', [...told.keys()])
      .orderBy('id')
      .execute();
    const patients = [...new Set(stays.map((stay) => stay.patient_id))];
    const listed = await inForce(ctx.db.selectFrom('do_not_call_entry').select('patient_id'), civilDateOf(ctx.now))
      .where('why', '=', 'deceased')
      .where('patient_id', 'in', patients)
      .execute();
    const known = new Set(listed.map((entry) => entry.patient_id));
    const unlisted = new Map(stays.flatMap((stay) => (known.has(stay.patient_id) ? [] : [[stay.patient_id, told.get(stay.id)]])));
    await insertMany(
      ctx.db,
      'do_not_call_entry',
      ['id', 'patient_id', 'why', 'note', 'at', 'user_id'],
      [...unlisted].map(([patient, death]) => [ctx.newId(), patient, 'deceased', '', death?.at ?? ctx.now, death?.nurseId ?? ctx.actor.id]),
    );
    for (const followUpId of await openFollowUps(ctx, patients)) await endWithoutCall(ctx, followUpId, 'deceased');
  }
}
