/** The exports of this room for other rooms. */
export { checkDerived } from './checkDerived.ts';
export { type Finishable, finishable, finishInterview } from './finish.ts';
export { demandGate, gateOf, giverOf } from './gate.ts';
export { answersOf, beginInterview, interviewOf, newInterview, readInterview } from './interview.ts';
export { type NotAskedRow, notAskedColumns, notAskedRows, replaceNotAsked } from './notAsked.ts';
export { saveAnswer } from './saveAnswer.ts';
export { saveOpinion, saveProgress } from './saveProgress.ts';
export { factsOf, type Tally, tallyOf, unknownFacts, writeAspects } from './tally.ts';
export { leaveIneligible, leaveUnkept } from './withdrawn.ts';
