/**
 * The state machine of registered feedback (domain §8) as one table: each action, who may take it, and the state it
 * leads to.
 */

import type { FeedbackState, Role, Verdict } from '../../base/contract/words.ts';
import type { FeedbackAction } from '../contract/feedback.ts';

export interface Transition {
  readonly action: FeedbackAction;
  readonly from: FeedbackState;
  readonly to: FeedbackState;
  readonly roles: readonly Role[];
  /** A reply goes one way or the other by what the patient thinks of it. */
  readonly verdicts?: readonly Verdict[];
  /** The department begins anew: the next round. */
  readonly newRound?: true;
  /** The head's own step, which a deputy takes where the department has no head (代办). */
  readonly deputy?: true;
}

/** Set right by the supervisor once a case is out: its department (which begins anew with what it has not yet seen), its severity. */
const redirections: readonly Transition[] = [
  { action: 'transfer', from: 'dispatched', to: 'dispatched', roles: ['supervisor'] },
  ...(['accepted', 'rectified', 'reviewed', 'replied'] as const).map(
    (from): Transition => ({ action: 'transfer', from, to: 'dispatched', roles: ['supervisor'], newRound: true }),
  ),
  ...(['dispatched', 'accepted', 'rectified', 'reviewed', 'replied'] as const).map(
    (state): Transition => ({ action: 'regrade', from: state, to: state, roles: ['supervisor'] }),
  ),
];

export const transitions: readonly Transition[] = [
  { action: 'dispatch', from: 'registered', to: 'dispatched', roles: ['nurse', 'supervisor'] },
  { action: 'acknowledge', from: 'dispatched', to: 'dispatched', roles: ['head'], deputy: true },
  { action: 'accept', from: 'dispatched', to: 'accepted', roles: ['head'], deputy: true },
  { action: 'rectify', from: 'accepted', to: 'rectified', roles: ['head'], deputy: true },
  { action: 'review_pass', from: 'rectified', to: 'reviewed', roles: ['supervisor'] },
  { action: 'review_return', from: 'rectified', to: 'accepted', roles: ['supervisor'], newRound: true },
  { action: 'reply', from: 'reviewed', to: 'replied', roles: ['nurse', 'supervisor'], verdicts: ['accepted', 'unreached'] },
  { action: 'reply', from: 'reviewed', to: 'accepted', roles: ['nurse', 'supervisor'], verdicts: ['not_accepted'], newRound: true },
  { action: 'close', from: 'replied', to: 'closed', roles: ['supervisor'] },
  ...redirections,
];

/** States in which somebody still has something to do; in the order of the way. */
export const openStates = [
  'registered',
  'dispatched',
  'accepted',
  'rectified',
  'reviewed',
  'replied',
] as const satisfies readonly FeedbackState[];

export const isOpen = (state: FeedbackState): boolean => (openStates as readonly FeedbackState[]).includes(state);

/** The transition an action takes from a state, undefined where the machine has none. A reply needs its verdict. */
export function transitionOf(state: FeedbackState, action: FeedbackAction, verdict?: Verdict): Transition | undefined {
  return transitions.find(
    (step) =>
      step.from === state && step.action === action && (!step.verdicts || (verdict !== undefined && step.verdicts.includes(verdict))),
  );
}

/** Where an action leads, undefined where the machine has no such way. */
export function nextState(state: FeedbackState, action: FeedbackAction, verdict?: Verdict): FeedbackState | undefined {
  return transitionOf(state, action, verdict)?.to;
}

/**
 * What a role may do with a case now, in the order of the table. The system may do what any role may.
 * @param deputy the reader acts for a department without a head
 */
export function actionsFor(state: FeedbackState, role: Role, acknowledged: boolean, deputy = false): FeedbackAction[] {
  const allowed = transitions
    .filter((step) => step.from === state)
    .filter((step) => role === 'system' || step.roles.includes(role) || (deputy && step.deputy === true))
    .filter((step) => step.action !== 'acknowledge' || !acknowledged)
    .map((step) => step.action);
  return [...new Set(allowed)];
}

/** Whether an action is the head's own, so that somebody else takes it as a deputy. */
export const isHeadsStep = (action: FeedbackAction): boolean => transitions.some((step) => step.action === action && step.deputy === true);

/** Setting a case right, which is always possible and waits for nobody. */
const anyTime: readonly FeedbackAction[] = ['transfer', 'regrade'];

/** States in which this role has the next word: the list 待我处理. Acknowledging alone moves nothing on. */
export function statesWaitingFor(role: Role, deputy = false): FeedbackState[] {
  return openStates.filter((state) => actionsFor(state, role, true, deputy).some((action) => !anyTime.includes(action)));
}
