import './quality.css';

export { CorrectionDialog } from './CorrectionDialog.tsx';
export { QualityPage } from './QualityPage.tsx';
export { Corrections } from './SheetAside.tsx';
