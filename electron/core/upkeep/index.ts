/** What other rooms may use of this one. */
export { sweepCutBackups } from './backup.ts';
