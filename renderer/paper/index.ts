/** What other rooms may use of this one. */
export { PaperEntryPage } from './PaperEntryPage.tsx';
export { PaperPage } from './PaperPage.tsx';
