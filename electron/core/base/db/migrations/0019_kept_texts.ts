/** Adds earlier texts of rectifications, and who began an interview that somebody else completed. */
import { column, index, type Step, statement, table } from '../tables.ts';

export const keptTexts: Step = [
  table('rectification_text', ['id'], {
    id: 'text',
    feedback_id: 'text -> feedback',
    round: 'integer',
    at: 'text',
    user_id: 'text?',
    cause_kind: 'text',
    cause: 'text',
    measures: 'text',
    responsible: 'text',
    done_date: 'text?',
  }),
  index('rectification_text', ['feedback_id', 'round', 'at']),
  column('interview', 'begun_by', 'text?'),
  statement('update interview set begun_by = nurse_id'),
];
