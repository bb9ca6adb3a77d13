/** Adds 代办 (deputies): who acts for a department without a head, and which steps a deputy took. */
import { column, type Step } from '../tables.ts';

export const deputies: Step = [column('department', 'deputy_id', 'text? -> app_user'), column('feedback_event', 'deputy', 'integer', 0)];
