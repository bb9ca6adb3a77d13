/** What other rooms may use of this one. */
export { StoryPage } from './StoryPage.tsx';
