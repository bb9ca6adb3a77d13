/** Who acts for a department without a head, and which steps of a case were taken so (代办). */
import { column, type Step } from '../tables.ts';

export const deputies: Step = [column('department', 'deputy_id', 'text? -> app_user'), column('feedback_event', 'deputy', 'integer', 0)];
