/** The exports of this room for other rooms. */
export { type HiddenByMonth, hiddenFrom, hiddenOf } from './hiddenFigures.ts';
