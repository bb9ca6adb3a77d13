/** Screens of the discharges room. */

export { ImportPage } from '../import/ImportPage.tsx';
export { StoryPage } from '../story/StoryPage.tsx';
export { choiceFrom, DischargesPage } from './DischargesPage.tsx';
export { SearchBox } from './SearchBox.tsx';
