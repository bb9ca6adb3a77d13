/** Screens of the discharges room. */
export { choiceFrom, DischargesPage } from './DischargesPage.tsx';
export { ImportPage } from './ImportPage.tsx';
export { SearchBox } from './SearchBox.tsx';
export { StoryPage } from './StoryPage.tsx';
