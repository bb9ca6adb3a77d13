import './calling.css';

export { CallPage } from './CallPage.tsx';
export { WorkListPage } from './WorkListPage.tsx';
