/** Adds a table of questionnaire drafts, apart from the published versions, whose content never changes. */
import { type Step, table } from '../tables.ts';

export const questionnaireDrafts: Step = [
  table('questionnaire_draft', ['id'], {
    id: 'text',
    code: 'text',
    title: 'text',
    content: 'text',
    revision: 'integer',
    based_on: 'text? -> questionnaire_version',
    created_at: 'text',
    updated_at: 'text',
    updated_by: 'text',
  }),
];
