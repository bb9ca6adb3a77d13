export { FeedbackPage } from './FeedbackPage.tsx';
export { RepliesPage } from './RepliesPage.tsx';
