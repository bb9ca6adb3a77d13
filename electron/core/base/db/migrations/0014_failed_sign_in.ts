/** Wrong passwords are counted by what was typed and by machine, in a table of their own: no longer with the users, who would be told apart by it. */
import { dropColumn, index, type Step, table } from '../tables.ts';

export const failedSignIn: Step = [
  table('failed_sign_in', ['key'], { key: 'text', failures: 'integer', barred_until: 'text?', last_at: 'text' }),
  index('failed_sign_in', ['last_at']),
  dropColumn('app_user', 'failed_count'),
  dropColumn('app_user', 'locked_until'),
];
