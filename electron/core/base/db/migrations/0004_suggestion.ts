/**
 * Adds the item that asked for feedback, the labels suggested for it, and an index to find the changes since an
 * instant.
 */
import { sql } from 'kysely';
import { column, index, type Step } from '../tables.ts';

export const suggestion: Step = [
  column('feedback', 'asked_item', 'text?'),
  column('feedback', 'suggested_item', 'text?'),
  column('feedback', 'suggested_aspect', 'text?'),
  column('feedback', 'suggested_department_id', 'text?'),
  column('feedback', 'suggested_severity', 'text?'),
  column('feedback', 'suggestion_taken', 'integer?'),
  // Until now an opinion hung on the item that had asked for it, or on none.
  (tx) => sql`update feedback set asked_item = item_code`.execute(tx).then(() => undefined),
  index('feedback_event', ['at', 'id']),
];
