/**
 * Gives all open work to somebody who can do it: feedback names the nurse who handles it, and the work of users who
 * left or changed role goes back to where colleagues find it.
 */
import { column, index, type Step, statement } from '../tables.ts';

const may = (roles: string) => `select id from app_user where active = 1 and role in (${roles})`;
const nurses = may("'nurse'");
const callers = may("'nurse', 'supervisor'");

export const openWork: Step = [
  column('feedback', 'nurse_id', 'text?'),
  column('hand_over', 'moved_from', 'text? -> app_user'),
  statement(`update feedback set nurse_id = registered_by where registered_by in (${callers})`),
  statement(`update feedback set nurse_id = (select f.nurse_id from follow_up f where f.id = follow_up_id)
    where nurse_id is null and follow_up_id in (select id from follow_up where nurse_id in (${nurses}))`),
  statement(`update follow_up set nurse_id = null where state = 'open' and nurse_id not in (${nurses})`),
  statement(`update follow_up set held_by = null, held_until = null where held_by not in (${callers})`),
  statement(`update hand_over set moved_from = to_user_id, to_user_id = null where to_user_id not in (${callers})
    and not exists (select 1 from hand_over_read r where r.hand_over_id = hand_over.id and r.user_id = hand_over.to_user_id)`),
  statement(`insert into review_event (id, review_id, at, user_id, action, note)
    select 'z-left-' || id, id, (select max(e.at) from review_event e where e.review_id = review.id), nurse_id, 'answer',
      '回访员已离岗，转随访办处理' from review where state = 'sent_back' and nurse_id not in (${callers})`),
  statement(`update review set state = 'returned', version = version + 1 where state = 'sent_back' and nurse_id not in (${callers})`),
  index('feedback', ['nurse_id', 'state']),
];
