/** The exports of this room for other rooms. */
export { CorrectionDialog } from './CorrectionDialog.tsx';
export { QualityPage } from './QualityPage.tsx';
export { Corrections } from './SheetAside.tsx';
