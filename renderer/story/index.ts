/** The exports of this room for other rooms. */
export { StoryPage } from './StoryPage.tsx';
