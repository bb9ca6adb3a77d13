/** Adds what is needed to repeat and to undo the end of a call, and holds that last as long as the call. */
import { column, type Step, statement } from '../tables.ts';

/** The follow-up's call that has not ended. */
const running = 'from attempt where attempt.follow_up_id = follow_up.id and attempt.ended_at is null';

export const calls: Step = [
  column('attempt', 'ending', 'text?'),
  statement('create index attempt_running on attempt (nurse_id) where ended_at is null'),
  statement(
    `update follow_up set held_until = '2099-12-31T23:59:59.999Z', held_by = (select attempt.nurse_id ${running} order by attempt.id limit 1)
     where state = 'open' and exists (select 1 ${running})`,
  ),
];
