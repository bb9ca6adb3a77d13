/** Adds calls that were made on paper and entered afterwards. */
import { column, index, type Step, table } from '../tables.ts';

export const paper: Step = [
  table('paper_sheet', ['id'], {
    id: 'text',
    number: 'text',
    follow_up_id: 'text -> follow_up',
    questionnaire_version_id: 'text -> questionnaire_version',
    attempts: 'integer',
    at: 'text',
    user_id: 'text',
  }),
  column('attempt', 'entered_at', 'text?'),
  column('attempt', 'entered_by', 'text?'),
  column('attempt', 'sheet_id', 'text?'),
  index('paper_sheet', ['follow_up_id', 'at']),
];
