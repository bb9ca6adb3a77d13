export { WorkListPage } from './WorkListPage.tsx';
export { CallPage } from './CallPage.tsx';
