/** Adds calls that tell a patient the reply to feedback. */
import { column, index, type Step, statement, table } from '../tables.ts';

export const replyCalls: Step = [
  table('reply_call', ['id'], {
    id: 'text',
    feedback_id: 'text -> feedback',
    round: 'integer',
    user_id: 'text',
    phone_id: 'text?',
    started_at: 'text',
    ended_at: 'text?',
    outcome: 'text?',
    off_hours_reason: 'text',
  }),
  index('reply_call', ['feedback_id', 'started_at']),
  statement('create unique index reply_call_running on reply_call (user_id) where ended_at is null'),
  column('reply', 'way', 'text', 'call'),
];
