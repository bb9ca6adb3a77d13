/** Adds hand-over notes, their readers, and who assigned a follow-up to whom. */
import { index, type Step, table } from '../tables.ts';

export const handOver: Step = [
  table('hand_over', ['id'], {
    id: 'text',
    at: 'text',
    from_user_id: 'text -> app_user',
    to_user_id: 'text? -> app_user',
    follow_up_id: 'text? -> follow_up',
    text: 'text',
  }),
  table('hand_over_read', ['hand_over_id', 'user_id'], { hand_over_id: 'text -> hand_over', user_id: 'text -> app_user', at: 'text' }),
  table('assignment', ['follow_up_id', 'at'], {
    follow_up_id: 'text -> follow_up',
    at: 'text',
    nurse_id: 'text?',
    user_id: 'text',
  }),
  index('hand_over', ['at']),
  index('hand_over', ['follow_up_id', 'at']),
];
