/** The exports of this room for other rooms. */
export { NumbersPage } from './NumbersPage.tsx';
