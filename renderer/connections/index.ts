/** Screens of the hospital's own databases. */
export { ConnectionsPage } from './ConnectionsPage.tsx';
export { usePullMark } from './usePullMark.ts';
