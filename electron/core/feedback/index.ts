/** The exports of this room for other rooms. */
export { moveRegistered, noteWithdrawn, registerCorrected } from './correcting.ts';
export { headedDepartments } from './deputies.ts';
export { draftsOf, dropDrafts, registerDrafts, removeDraft, saveDraft } from './drafts.ts';
export { dueMoves, moveDueDates } from './dueDates.ts';
export { completeWords, sendAtOnce, sendUrgent } from './escalation.ts';
export { itemTexts } from './itemTexts.ts';
export { casesOf, casesOfDepartment, endReplyCallsOf, moveCases, openCases, replyCallsOf } from './leaving.ts';
export { type RecordedCase, type RecordedStep, recordFeedback } from './recordFeedback.ts';
export { inScope } from './scope.ts';
