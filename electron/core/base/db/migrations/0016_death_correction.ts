/**
 * Lets a reported death be corrected. A lifted do-not-call entry of a deceased patient was meant as such a correction
 * and becomes one; every other reported death is entered on the list as deceased, even where another wish was entered
 * before.
 */
import { index, type Step, statement, table } from '../tables.ts';

export const deathCorrection: Step = [
  table('death_correction', ['id'], { id: 'text', patient_id: 'text -> patient', at: 'text', user_id: 'text', reason: 'text' }),
  index('death_correction', ['patient_id', 'at']),
  statement(`insert into death_correction (id, patient_id, at, user_id, reason)
    select id, patient_id, lifted_at, coalesce(lifted_by, user_id), coalesce(lift_reason, '') from do_not_call_entry
    where why = 'deceased' and patient_id is not null and lifted_at is not null`),
  statement(`insert into do_not_call_entry (id, patient_id, why, note, at, user_id)
    select 'dead-' || d.patient_id, d.patient_id, 'deceased', '', max(a.ended_at), min(a.nurse_id)
    from attempt a join follow_up f on f.id = a.follow_up_id join discharge d on d.id = f.discharge_id
    where a.outcome = 'deceased'
      and not exists (select 1 from do_not_call_entry e where e.patient_id = d.patient_id and e.why = 'deceased')
    group by d.patient_id`),
];
