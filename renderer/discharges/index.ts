/** What other rooms may use of this one. */
export { choiceFrom, DischargesPage } from './DischargesPage.tsx';
export { LookReason } from './LookReason.tsx';
export { SearchBox } from './SearchBox.tsx';
