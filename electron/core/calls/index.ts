/** The exports of this room for other rooms. */
export { putOnList } from './addToDoNotCall.ts';
export { type Death, rememberDeaths } from './deaths.ts';
export { recordDial } from './dial.ts';
export { endCall } from './endCall.ts';
export { endingOf, fingerprintOf } from './ending.ts';
export { followUpAfter } from './followUpAfter.ts';
export { callsOf, endCallsOf, handOversOf, moveHandOvers } from './leaving.ts';
export { endedForNumber, reopenFollowUp, tryReopen } from './reopening.ts';
export { endWhereNobodyMayCall } from './uncallable.ts';
export { verifyFollowUps } from './verifyFollowUps.ts';
