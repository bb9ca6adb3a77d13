/** The condolence of domain §5: the family of a deceased patient is not called again, for no stay. */
import { civilDateOf } from '../../../shared/rules/time.ts';
import type { Context } from '../context.ts';
import { insertMany } from '../db/bulk.ts';
import { listedPatients } from './doNotCall.ts';

export interface Death {
  readonly dischargeId: string;
  /** When and to whom the family said so. */
  readonly at: string;
  readonly nurseId: string;
}

const atOnce = 5_000;

/** Puts the patients on the do-not-call list and ends their other follow-ups that nobody is calling just now. */
export async function rememberDeaths(ctx: Context, deaths: readonly Death[]): Promise<void> {
  for (let start = 0; start < deaths.length; start += atOnce) {
    const told = new Map(deaths.slice(start, start + atOnce).map((death) => [death.dischargeId, death]));
    const stays = await ctx.db
      .selectFrom('discharge')
      .select(['id', 'patient_id'])
      .where('id', 'in', [...told.keys()])
      .orderBy('id')
      .execute();
    const listed = await listedPatients(ctx.db, civilDateOf(ctx.now));
    const unlisted = new Map(stays.flatMap((stay) => (listed.has(stay.patient_id) ? [] : [[stay.patient_id, told.get(stay.id)]])));
    await insertMany(
      ctx.db,
      'do_not_call_entry',
      ['id', 'patient_id', 'why', 'note', 'at', 'user_id'],
      [...unlisted].map(([patient, death]) => [ctx.newId(), patient, 'deceased', '', death?.at ?? ctx.now, death?.nurseId ?? ctx.actor.id]),
    );
    const patients = stays.map((stay) => stay.patient_id);
    await ctx.db
      .updateTable('follow_up')
      .set({ state: 'ended', disposition: 'deceased', ended_at: ctx.now, next_at: null, appointment_at: null })
      .where('state', '=', 'open')
      .where((eb) => eb.or([eb('held_by', 'is', null), eb('held_until', '<', ctx.now)]))
      .where('discharge_id', 'in', (eb) => eb.selectFrom('discharge').select('discharge.id').where('discharge.patient_id', 'in', patients))
      .execute();
  }
}
