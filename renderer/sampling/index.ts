/** What other rooms may use of this one. */
export { SamplingPage } from './SamplingPage.tsx';
