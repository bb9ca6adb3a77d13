/** The exports of this room for other rooms. */
export { SamplingPage } from './SamplingPage.tsx';
