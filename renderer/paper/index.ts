/** The exports of this room for other rooms. */
export { PaperEntryPage } from './PaperEntryPage.tsx';
export { PaperPage } from './PaperPage.tsx';
