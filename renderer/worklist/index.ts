/** The exports of this room for other rooms. */
export { DoNotCallTerms, firstTerms, lacksNote, nextOf, type Terms } from './DoNotCallTerms.tsx';
export { appointmentInWords, dateInWords, inCallingHours, parseAppointment, parseDay, quickTimes } from './dates.ts';
export { HandOverDialog } from './HandOverDialog.tsx';
export { liveCalls } from './liveCalls.ts';
export { placeCall } from './placeCall.ts';
export { RunningCallBar } from './RunningCallBar.tsx';
export { callEnded } from './runningCalls.ts';
export { WorkListPage } from './WorkListPage.tsx';
export { clockOf, duration, longDate, phoneGroups, shortDate, whenOf } from './words.ts';
