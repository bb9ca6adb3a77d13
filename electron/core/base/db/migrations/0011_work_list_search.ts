/** Adds one index for each way to search the work list and call-backs, covering open follow-ups only. */
import { column, expressionIndex, type Step, statement } from '../tables.ts';

/**
 * Beside the key, all that sorts the queue and that its filters ask: what is found is grouped and ordered without the table. PostgreSQL
 * leaves the table alone only where the index also holds what the key is worked out of.
 */
const asked =
  'appointment_at, last_outcome, next_at, discharged_on, last_attempt_at, nurse_id, avoid_nurse_id, contacted, month, department_id, id';
const whileOpen = (key: string) => `(case when state = 'open' then ${key} end), ${asked}, state, ${key}`;
const ofStay = (key: string) => `(select discharge.${key} from discharge where discharge.id = discharge_id)`;

export const workListSearch: Step = [
  column('follow_up', 'search_name', 'text', ''),
  column('follow_up', 'search_initials', 'text', ''),
  column('follow_up', 'search_number', 'text', ''),
  statement(
    `update follow_up set search_name = ${ofStay('name_key')}, search_initials = ${ofStay('pinyin')}, search_number = ${ofStay('stay_key')}`,
  ),
  expressionIndex('follow_up', 'open_name', whileOpen('search_name')),
  expressionIndex('follow_up', 'open_initials', whileOpen('search_initials')),
  expressionIndex('follow_up', 'open_number', whileOpen('search_number')),
];
