/** The exports of this room for other rooms. */
export { dialsMade, dialsOf, endedTries, lastTryOf } from './attemptsMade.ts';
export { inForce, listedNumbers, listedPatients, silencedStays } from './doNotCall.ts';
export { awaitTurn, giveBackOthers, heldFollowUp, hold, holdEnd } from './holding.ts';
export { deathOf, sourceOf } from './knownDeath.ts';
export { markBad } from './markBad.ts';
export { demandHours, numberToDial } from './mayDial.ts';
export { groupPage, hasColleague, select } from './queue.ts';
export { callableGroups } from './queueGroups.ts';
export { hasNumber, openBy } from './queueSearch.ts';
export { reachOf } from './reach.ts';
export {
  awaitOwnTurn,
  openAttemptOf,
  refuseColleaguesCall,
  refuseSecondCall,
  runningCallOf,
  runningReplyCallOf,
  whileInCall,
} from './runningCall.ts';
export { sampledMonths } from './sampledMonths.ts';
export { standingsOf } from './standings.ts';
export { maskedPhones } from './workList.ts';
