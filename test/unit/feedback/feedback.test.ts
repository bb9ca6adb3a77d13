/** Tests the state machine, deadlines and completeness of feedback. */
import { describe, expect, it } from 'vitest';
import { type FeedbackState, feedbackStates, type Role, roles, verdicts } from '../../../shared/base/contract/words.ts';
import { feedbackAction } from '../../../shared/feedback/contract/feedback.ts';
import { ageGroup } from '../../../shared/feedback/rules/ageGroup.ts';
import { missingForClosing, missingForReview } from '../../../shared/feedback/rules/completeness.ts';
import { registration } from '../../../shared/feedback/rules/registration.ts';
import {
  actionsFor,
  isHeadsStep,
  isOpen,
  nextState,
  openStates,
  statesWaitingFor,
  type Transition,
  transitionOf,
} from '../../../shared/feedback/rules/states.ts';
import { fc } from '../../helpers/properties.ts';

const people: readonly Role[] = ['nurse', 'head', 'supervisor', 'director', 'admin'];

describe('the life of feedback', () => {
  it('goes the way of the domain: registered to closed', () => {
    const way = ['dispatch', 'accept', 'rectify', 'review_pass', 'reply', 'close'] as const;
    const states: FeedbackState[] = ['registered'];
    for (const action of way) states.push(nextState(states.at(-1) ?? 'draft', action, 'accepted') ?? 'draft');
    expect(states).toEqual([...openStates, 'closed']);
  });

  it('goes back to the department where review or patient does not accept', () => {
    expect(transitionOf('rectified', 'review_return')).toMatchObject({ to: 'accepted', newRound: true });
    expect(transitionOf('reviewed', 'reply', 'not_accepted')).toMatchObject({ to: 'accepted', newRound: true });
    expect(nextState('reviewed', 'reply', 'unreached')).toBe('replied');
    expect(nextState('reviewed', 'reply')).toBeUndefined();
  });

  it('from every open state a way leads on to closed, and somebody may take it', () => {
    const steps = (state: FeedbackState) =>
      people.flatMap((role) =>
        actionsFor(state, role, true).flatMap((action) => verdicts.codes.flatMap((verdict) => nextState(state, action, verdict) ?? [])),
      );
    for (const start of openStates) {
      const seen = new Set<FeedbackState>([start]);
      for (const state of seen) for (const to of steps(state)) seen.add(to);
      expect(seen).toContain('closed');
    }
    expect(steps('closed')).toEqual([]);
  });

  it('every open state is on somebody’s list; director and admin have none', () => {
    const waiting = people.map((role) => [role, statesWaitingFor(role)] as const);
    expect(new Set(waiting.flatMap(([, states]) => states))).toEqual(new Set(openStates));
    expect(Object.fromEntries(waiting)).toEqual({
      nurse: ['registered', 'reviewed'],
      head: ['dispatched', 'accepted'],
      supervisor: ['registered', 'rectified', 'reviewed', 'replied'],
      director: [],
      admin: [],
    });
  });

  it('whatever anybody tries in any order, a case stays in the machine and rounds only rise by one', () => {
    const attempt = fc.record({
      role: fc.constantFrom(...roles.codes),
      action: fc.constantFrom(...feedbackAction.options),
      verdict: fc.constantFrom(...verdicts.codes),
    });
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 60 }), (attempts) => {
        let state: FeedbackState = 'registered';
        let round = 1;
        for (const { role, action, verdict } of attempts) {
          const allowed: boolean = actionsFor(state, role, false).includes(action);
          const step: Transition | undefined = allowed ? transitionOf(state, action, verdict) : undefined;
          if (allowed) expect(step).toBeDefined();
          if (!step) continue;
          expect(isOpen(state)).toBe(true);
          if (step.newRound) {
            expect(['accepted', 'dispatched']).toContain(step.to);
            round += 1;
          }
          state = step.to;
          expect(isOpen(state) || state === 'closed').toBe(true);
        }
        expect(round).toBeLessThanOrEqual(attempts.length + 1);
      }),
    );
  });

  it('states of later ways (suspended, appealed, excluded, merged) and drafts allow nothing here', () => {
    const elsewhere = feedbackStates.codes.filter((state) => !isOpen(state));
    for (const state of elsewhere) for (const role of roles.codes) expect(actionsFor(state, role, false)).toEqual([]);
  });

  it('where a department has no head, a deputy takes the head’s steps and no others', () => {
    expect(statesWaitingFor('supervisor', true)).toEqual(openStates);
    for (const state of openStates) {
      const own = actionsFor(state, 'supervisor', false);
      const more = actionsFor(state, 'supervisor', false, true).filter((action) => !own.includes(action));
      expect(more).toEqual(actionsFor(state, 'head', false));
      expect(more.every(isHeadsStep)).toBe(true);
    }
  });

  it('a case that is out can be given to another department and graded anew by the supervisor alone, one that is closed never', () => {
    const out = openStates.filter((state) => state !== 'registered');
    for (const state of feedbackStates.codes)
      for (const role of people) {
        const redirected = actionsFor(state, role, true, true).filter((action) => action === 'transfer' || action === 'regrade');
        expect(redirected).toEqual(role === 'supervisor' && out.some((one) => one === state) ? ['transfer', 'regrade'] : []);
      }
    for (const state of out) expect([nextState(state, 'transfer'), nextState(state, 'regrade')]).toEqual(['dispatched', state]);
  });

  it('praise is closed as it is registered, an urgent matter goes out at once', () => {
    expect(registration('praise', 'urgent').at(-1)).toMatchObject({ from: 'registered', to: 'closed' });
    expect(registration('complaint', 'urgent').map((step) => step.to)).toEqual(['registered', 'dispatched']);
    expect(registration('suggestion', 'several').map((step) => step.to)).toEqual(['registered']);
  });
});

describe('what must be written', () => {
  it('names what is missing in the words of the form', () => {
    expect(missingForReview(undefined)).toEqual(['原因', '整改措施', '责任人']);
    expect(missingForReview({ cause: '无人', measures: ' ', responsible: '陈' })).toEqual(['整改措施']);
    expect(missingForClosing({ cause: '', measures: '改' }, false)).toEqual(['原因', '患者意见']);
    expect(missingForClosing({ cause: '无人', measures: '改' }, true)).toEqual([]);
  });

  it.each([
    [null, ''],
    [0.04, '不满 1 岁'],
    [1, '1–9 岁'],
    [9.9, '1–9 岁'],
    [67.3, '60–69 岁'],
    [89.9, '80–89 岁'],
    [101, '90 岁以上'],
  ])('age %s is shown to a head as “%s”', (years, group) => {
    expect(ageGroup(years)).toBe(group);
  });
});
