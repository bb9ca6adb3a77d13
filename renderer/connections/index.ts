/** What other rooms may use of this one. */
export { ConnectionsPage } from './ConnectionsPage.tsx';
export { usePullMark } from './usePullMark.ts';
