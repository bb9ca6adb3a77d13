/** Adds history to the do-not-call list: a patient or a number, why, until when, who added it and who lifted it. */
import { index, type Step, statement, table } from '../tables.ts';

export const doNotCall: Step = [
  table('do_not_call_entry', ['id'], {
    id: 'text',
    patient_id: 'text? -> patient',
    number: 'text?',
    why: 'text',
    note: 'text',
    until_date: 'text?',
    at: 'text',
    user_id: 'text',
    lifted_at: 'text?',
    lifted_by: 'text?',
    lift_reason: 'text?',
  }),
  statement(`insert into do_not_call_entry (id, patient_id, why, note, at, user_id)
    select patient_id, patient_id, case when reason = '已故' then 'deceased' else 'other' end,
      case when reason = '已故' then '' else reason end, at, user_id from do_not_call`),
  statement('drop table do_not_call'),
  index('do_not_call_entry', ['patient_id']),
  index('do_not_call_entry', ['number']),
];
