/** What other rooms may use of this one. */
export { NumbersPage } from './NumbersPage.tsx';
