/** A stay whose outcome may mean death waits for somebody who looks; a batch says how many lines of its table were nobody's. */
import { column, type Step } from '../tables.ts';

export const deathDoubt: Step = [
  column('discharge', 'death_doubt', 'text', ''),
  column('discharge', 'death_looked_at', 'text?'),
  column('import_batch', 'skipped', 'integer', 0),
];
