/**
 * Adds indexes that give each group of the work list in its order, so that reading costs the same however many
 * follow-ups are open.
 */
import { column, expressionIndex, type Step, statement } from '../tables.ts';

/** Beside what they order by, the indexes hold what the nurse's filter asks of every row. */
const asked = 'nurse_id, avoid_nurse_id, contacted';

export const queue: Step = [
  column('follow_up', 'discharged_on', 'text', ''),
  statement('update follow_up set discharged_on = (select discharge.discharge_date from discharge where discharge.id = discharge_id)'),
  // Only for those with an appointment: else it is taken for questions about everybody without one.
  statement(
    `create index follow_up_agreed on follow_up (state, appointment_at, discharged_on, id, ${asked}) where appointment_at is not null`,
  ),
  expressionIndex('follow_up', 'never_called', 'state, last_outcome, appointment_at, discharged_on, id, nurse_id'),
  expressionIndex('follow_up', 'again', `state, last_outcome, appointment_at, next_at, discharged_on, id, last_attempt_at, ${asked}`),
  expressionIndex('follow_up', 'standing', 'month, state, disposition, nurse_id'),
];
