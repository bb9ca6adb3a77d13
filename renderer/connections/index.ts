/** The exports of this room for other rooms. */
export { ConnectionsPage } from './ConnectionsPage.tsx';
export { usePullMark } from './usePullMark.ts';
