/** The exports of this room for other rooms. */
export { choiceFrom, DischargesPage } from './DischargesPage.tsx';
export { LookReason } from './LookReason.tsx';
export { SearchBox } from './SearchBox.tsx';
