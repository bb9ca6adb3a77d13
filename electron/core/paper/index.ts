/** What other rooms may use of this one. */
export { type RecordedAttempt, type RecordedInterview, recordAttempts, recordInterviews } from './recordInterview.ts';
