export { AlarmBar } from './AlarmBar.tsx';
export { FeedbackPage } from './FeedbackPage.tsx';
export { RepliesPage } from './RepliesPage.tsx';
export { ReplyCallBar } from './ReplyCallBar.tsx';
