import './calling.css';

export { CallPage } from './CallPage.tsx';
export { ItemCard } from './ItemCard.tsx';
export { rehearse } from './rehearsal.ts';
export { SaveQueue, type SaveStatus } from './saveQueue.ts';
export { Talking } from './Talking.tsx';
export { WorkListPage } from './WorkListPage.tsx';
