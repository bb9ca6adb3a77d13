/** What other rooms may use of this one. */
export { CorrectionDialog } from './CorrectionDialog.tsx';
export { QualityPage } from './QualityPage.tsx';
export { Corrections } from './SheetAside.tsx';
