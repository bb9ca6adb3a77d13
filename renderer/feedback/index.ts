/** What other rooms may use of this one. */
export { AlarmBar } from './AlarmBar.tsx';
export { FeedbackPage } from './FeedbackPage.tsx';
export { RepliesPage } from './replies/RepliesPage.tsx';
export { ReplyCallBar } from './replies/ReplyCallBar.tsx';
