/** Adds the source and the check result of phone numbers, reopened follow-ups, and the time a call was answered. */
import { column, index, type Step, table } from '../tables.ts';

export const numbers: Step = [
  column('phone', 'source', 'text?'),
  table('phone_mark', ['id'], {
    id: 'text',
    discharge_id: 'text -> discharge',
    phone_id: 'text',
    mark: 'text',
    note: 'text',
    at: 'text',
    user_id: 'text',
  }),
  table('follow_up_reopening', ['id'], {
    id: 'text',
    follow_up_id: 'text -> follow_up',
    disposition: 'text',
    ended_at: 'text',
    why: 'text',
    at: 'text',
    user_id: 'text',
  }),
  column('attempt', 'answered_at', 'text?'),
  index('phone_mark', ['discharge_id', 'at']),
  index('follow_up_reopening', ['follow_up_id', 'at']),
];
