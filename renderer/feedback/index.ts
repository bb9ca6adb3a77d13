/** The exports of this room for other rooms. */
export { AlarmBar } from './AlarmBar.tsx';
export { FeedbackPage } from './FeedbackPage.tsx';
export { RepliesPage } from './replies/RepliesPage.tsx';
export { ReplyCallBar } from './replies/ReplyCallBar.tsx';
