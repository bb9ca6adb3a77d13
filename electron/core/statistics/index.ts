/** What other rooms may use of this one. */
export { type HiddenByMonth, hiddenFrom } from './hiddenFigures.ts';
