/** The exports of this room for other rooms. */
export { sweepCutBackups } from './backup.ts';
