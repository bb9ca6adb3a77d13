/** What other rooms may use of this one. */
export { StudioPage } from './StudioPage.tsx';
