/** The exports of this room for other rooms. */
export { type RecordedAttempt, type RecordedInterview, recordAttempts, recordInterviews } from './recordInterview.ts';
