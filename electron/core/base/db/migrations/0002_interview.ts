/**
 * Adds who gave each answer, the call in which it was spoken, call-backs by the patient, 复诊 (revisits), and the
 * supervisor's verifications.
 */
import { column, type Step, table } from '../tables.ts';

export const interview: Step = [
  column('attempt', 'incoming', 'integer', 0),
  column('interview', 'attempt_id', 'text?'),
  column('interview', 'recording', 'integer?'),
  column('interview', 'revisit_state', 'text?'),
  column('answer', 'answerer', 'text?'),
  column('answer', 'relation', 'text', ''),
  table('revisit_mark', ['follow_up_id'], { follow_up_id: 'text -> follow_up', mark: 'text', user_id: 'text', at: 'text' }),
  table('verification', ['follow_up_id'], { follow_up_id: 'text -> follow_up', finding: 'text', user_id: 'text', at: 'text' }),
];
