import './calls.css';

export { FollowOnPage } from '../followOn/FollowOnPage.tsx';
export { HandOverPage } from '../followOn/HandOverPage.tsx';
export { useFollowOnCount } from '../followOn/useFollowOn.ts';
export { ItemCard } from '../interviews/ItemCard.tsx';
export { rehearse } from '../interviews/rehearsal.ts';
export { SaveQueue, type SaveStatus } from '../interviews/saveQueue.ts';
export { useNow } from '../interviews/useInterview.ts';
export { NumbersPage } from '../numbers/NumbersPage.tsx';
export { PaperEntryPage } from '../paper/PaperEntryPage.tsx';
export { PaperPage } from '../paper/PaperPage.tsx';
export { WorkListPage } from '../worklist/WorkListPage.tsx';
export { CallPage } from './CallPage.tsx';
export { duration } from './callWords.ts';
export { placeCall } from './placeCall.ts';
export { RunningCallBar } from './RunningCallBar.tsx';
export { Talking } from './Talking.tsx';
