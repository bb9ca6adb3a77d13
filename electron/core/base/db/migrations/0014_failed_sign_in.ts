/**
 * Moves failed sign-ins to a table of their own, keyed by the typed log-in and by machine, because a count kept with
 * the users would tell which log-ins exist.
 */
import { dropColumn, index, type Step, table } from '../tables.ts';

export const failedSignIn: Step = [
  table('failed_sign_in', ['key'], { key: 'text', failures: 'integer', barred_until: 'text?', last_at: 'text' }),
  index('failed_sign_in', ['last_at']),
  dropColumn('app_user', 'failed_count'),
  dropColumn('app_user', 'locked_until'),
];
