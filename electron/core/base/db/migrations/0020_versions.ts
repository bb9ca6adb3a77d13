/** Adds a version to every record that a form edits, so that a form filled in on an older version is refused. */
import { column, type Step } from '../tables.ts';

export const versions: Step = ['department', 'app_user', 'hospital_connection', 'verification'].map((table) =>
  column(table, 'version', 'integer', 1),
);
