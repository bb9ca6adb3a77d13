import './calling.css';

export { CallPage } from './CallPage.tsx';
export { duration } from './callingWords.ts';
export { FollowOnPage } from './FollowOnPage.tsx';
export { HandOverPage } from './HandOverPage.tsx';
export { ItemCard } from './ItemCard.tsx';
export { NumbersPage } from './numbers/NumbersPage.tsx';
export { PaperEntryPage } from './paper/PaperEntryPage.tsx';
export { PaperPage } from './paper/PaperPage.tsx';
export { placeCall } from './placeCall.ts';
export { RunningCallBar } from './RunningCallBar.tsx';
export { rehearse } from './rehearsal.ts';
export { SaveQueue, type SaveStatus } from './saveQueue.ts';
export { Talking } from './Talking.tsx';
export { useFollowOnCount } from './useFollowOn.ts';
export { useNow } from './useInterview.ts';
export { WorkListPage } from './WorkListPage.tsx';
