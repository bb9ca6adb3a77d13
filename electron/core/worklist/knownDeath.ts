/** Finds patients known to be deceased, who are not dialled for any of their discharges. */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import { civilDateOf } from '../../../shared/base/rules/time.ts';
import type { KnownDeath } from '../../../shared/worklist/contract/knownDeath.ts';
import type { Db } from '../base/db/schema.ts';

/** By a stay of the same patient that ended with death. */
async function diedInHospital(db: Db, dischargeId: string): Promise<KnownDeath | null> {
  const stay = await db
    .selectFrom('discharge as asked')
    .innerJoin('discharge', 'discharge.patient_id', 'asked.patient_id')
    .innerJoin('department', 'department.id', 'discharge.department_id')
    .select(['discharge.discharge_date', 'department.name as department'])
    .where('asked.id', '=', dischargeId)
    .where((eb) => eb.or([eb('discharge.outcome', '=', 'died'), eb('discharge.discharge_mode', '=', '5')]))
    .orderBy('discharge.discharge_date', 'desc')
    .orderBy('discharge.id')
    .executeTakeFirst();
  return stay ? { how: 'stay', date: stay.discharge_date, department: stay.department, nurse: '' } : null;
}

/** The first report of the patient's death since the last correction. */
async function toldDead(db: Db, dischargeId: string): Promise<KnownDeath | null> {
  const said = await db
    .selectFrom('discharge as asked')
    .innerJoin('discharge', 'discharge.patient_id', 'asked.patient_id')
    .innerJoin('department', 'department.id', 'discharge.department_id')
    .innerJoin('follow_up', 'follow_up.discharge_id', 'discharge.id')
    .leftJoin('attempt', (join) => join.onRef('attempt.follow_up_id', '=', 'follow_up.id').on('attempt.outcome', '=', 'deceased'))
    .leftJoin('app_user', (join) => join.on((eb) => eb('app_user.id', '=', eb.fn.coalesce('attempt.nurse_id', 'follow_up.nurse_id'))))
    .select((eb) => [
      // What was written down on paper was heard of when it was typed in.
      eb.fn.coalesce('attempt.entered_at', 'attempt.ended_at', 'follow_up.ended_at').as('at'),
      'department.name as department',
      'app_user.name as nurse',
    ])
    .where('asked.id', '=', dischargeId)
    .where((eb) => eb.or([eb('follow_up.disposition', '=', 'deceased'), eb('attempt.id', 'is not', null)]))
    .orderBy('at')
    .orderBy('follow_up.id')
    .execute();
  const { corrected } = await db
    .selectFrom('death_correction')
    .innerJoin('discharge', 'discharge.patient_id', 'death_correction.patient_id')
    .select((eb) => eb.fn.max('death_correction.at').as('corrected'))
    .where('discharge.id', '=', dischargeId)
    .executeTakeFirstOrThrow();
  const stands = said.find((one) => (one.at ?? '') > (corrected ?? ''));
  return stands ? { how: 'call', date: civilDateOf(stands.at ?? ''), department: stands.department, nurse: stands.nurse ?? '' } : null;
}

/** By any stay of the same patient, or by what was said when it was followed up. */
export async function deathOf(db: Db, dischargeId: string): Promise<KnownDeath | null> {
  return (await diedInHospital(db, dischargeId)) ?? toldDead(db, dischargeId);
}

export const sourceOf = ({ how, department, date }: KnownDeath): string =>
  how === 'stay' ? `${department} ${date} 的出院记录` : `${date} 的回访`;

/** @throws Refusal PATIENT_DECEASED */
export async function refuseDead(db: Db, dischargeId: string): Promise<void> {
  const death = await deathOf(db, dischargeId);
  if (death) throw new Refusal('PATIENT_DECEASED', { source: sourceOf(death) });
}
