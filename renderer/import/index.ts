/** The exports of this room for other rooms. */

export type { CorrectionOrder } from './correction.ts';
export { ImportPage } from './ImportPage.tsx';
export { ImportProgress } from './ImportProgress.tsx';
export { type ImportDone, ImportResult } from './ImportResult.tsx';
export { PreviewPanel } from './PreviewPanel.tsx';
export { RejectsButton } from './RejectsButton.tsx';
