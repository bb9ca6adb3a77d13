/** Adds the check of discharges whose outcome may mean death, and the count of skipped rows per import batch. */
import { column, type Step, statement } from '../tables.ts';

export const deathDoubt: Step = [
  column('discharge', 'death_doubt', 'text', ''),
  column('discharge', 'death_looked_at', 'text?'),
  column('import_batch', 'skipped', 'integer', 0),
  // Few stays are in doubt; the list of all discharges asks for them each time it is opened.
  statement(`create index discharge_in_doubt on discharge (discharge_date, id) where death_doubt <> '' and death_looked_at is null`),
];
