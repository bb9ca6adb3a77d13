/** The exports of this room for other rooms. */
export { type HiddenByMonth, hiddenFrom } from './hiddenFigures.ts';
