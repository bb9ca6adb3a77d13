export { SamplingPage } from './SamplingPage.tsx';
