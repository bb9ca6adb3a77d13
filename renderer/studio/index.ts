/** The exports of this room for other rooms. */
export { StudioPage } from './StudioPage.tsx';
