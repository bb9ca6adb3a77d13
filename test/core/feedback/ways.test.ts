import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordFeedback } from '../../../electron/core/feedback/recordFeedback.ts';
import { type Verdict, verdicts } from '../../../shared/base/contract/words.ts';
import { type FeedbackAction, type FeedbackCase, feedbackAction } from '../../../shared/feedback/contract/feedback.ts';
import { actionsFor, isOpen, transitionOf } from '../../../shared/feedback/rules/states.ts';
import { fc } from '../../helpers/properties.ts';
import { onBothDatabases, openWorkstation, type Staff, type TestWorkstation, withStaff } from '../../helpers/workstation.ts';
import { type SeededInterview, seedInterview } from './seed.ts';

const people = ['nurse', 'head', 'supervisor', 'director'] as const;
type Person = (typeof people)[number];

onBothDatabases('whatever people do with a case', (kind) => {
  let workstation: TestWorkstation;
  let staff: Staff;
  let interview: SeededInterview;
  beforeAll(async () => {
    workstation = await openWorkstation(kind, '2026-10-14T06:02:00.000Z');
    staff = await withStaff(workstation);
    interview = await workstation.transaction((ctx) => seedInterview(ctx, staff.departments.cardiology, staff.users.nurse.id));
    // No number is left to dial: the patient may be told in person, or counts as not reached.
    await workstation.parts.store.db.updateTable('phone').set({ bad: 1 }).execute();
  });
  afterAll(() => workstation.close());

  const look = (id: string) => workstation.as(staff.users.supervisor).feedback.get({ id });

  /** The other one of two departments; 骨科 has no head. */
  const elsewhere = ({ departmentId }: FeedbackCase) =>
    departmentId === staff.departments.cardiology ? staff.departments.orthopedics : staff.departments.cardiology;
  /** What the machine allows this person, who acts for the head of 骨科 where that is the supervisor, and sees his own department as a head. */
  const allowedTo = (person: Person, { state, acknowledged, departmentId }: FeedbackCase): FeedbackAction[] => {
    const headless = departmentId === staff.departments.orthopedics;
    if (person === 'head' && headless) return [];
    return actionsFor(state, person, acknowledged, headless && person === 'supervisor');
  };

  async function act(person: Person, found: FeedbackCase, action: FeedbackAction, verdict: Verdict): Promise<unknown> {
    const room = workstation.as(staff.users[person]).feedback;
    const change = { id: found.id, expectedVersion: found.version };
    const written = { causeKind: '法', cause: '流程不清', measures: '修订流程', responsible: '陈护士长', doneDate: null };
    switch (action) {
      case 'dispatch':
        return room.dispatch({ ...change, departmentId: staff.departments.cardiology, severity: 'general' });
      case 'rectify': {
        const saved = await room.saveRectification({ ...change, ...written });
        return room.submitRectification({ id: found.id, expectedVersion: saved.version });
      }
      case 'review_pass':
        return room.review({ ...change, verdict: 'passed' });
      case 'review_return':
        return room.review({ ...change, verdict: 'returned', comment: '重写' });
      case 'reply':
        return room.reply({ ...change, content: '已整改', verdict, way: 'person' });
      case 'transfer':
        return room.transfer({ ...change, departmentId: elsewhere(found), reason: '不是本科的事' });
      case 'regrade':
        return room.regrade({ ...change, severity: found.severity === 'general' ? 'several' : 'general', reason: '涉及几个科室' });
      default:
        return room[action](change);
    }
  }

  /** The straight way to the end, by whoever may take the next step. */
  async function finish(id: string): Promise<FeedbackCase> {
    for (;;) {
      const found = await look(id);
      if (!isOpen(found.state)) return found;
      const [person, action] = people
        .flatMap((role) => allowedTo(role, { ...found, acknowledged: true }).map((one) => [role, one] as const))
        .find(([, one]) => one !== 'review_return' && one !== 'transfer' && one !== 'regrade') ?? ['supervisor', 'close'];
      await act(person, found, action, 'accepted');
    }
  }

  it('the case stays in the machine, rounds only rise, every change is told, and it can be finished from anywhere', async () => {
    const move = fc.record({
      person: fc.constantFrom(...people),
      action: fc.constantFrom(...feedbackAction.options),
      verdict: fc.constantFrom(...verdicts.codes),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 5, maxLength: 40 }), async (moves) => {
        const [opinion] = await workstation.transaction((ctx) =>
          recordFeedback(ctx, [
            {
              ...interview,
              kind: 'opinion',
              itemCode: null,
              aspect: 'process',
              departmentId: staff.departments.cardiology,
              severity: 'general',
              text: '检查预约等了三天',
              staffName: '',
              registeredAt: ctx.now,
              registeredBy: staff.users.nurse.id,
              steps: [],
            },
          ]),
        );
        const id = opinion?.id ?? '';
        for (const { person, action, verdict } of moves) {
          const before = await look(id);
          const allowed = allowedTo(person, before).includes(action);
          const step = transitionOf(before.state, action, verdict);
          const done = await act(person, before, action, verdict).then(
            () => true,
            () => false,
          );
          const after = await look(id);
          expect(done).toBe(allowed);
          expect(after.state).toBe(done ? step?.to : before.state);
          expect(after.round).toBe(before.round + (done && step?.newRound ? 1 : 0));
          expect(after.timeline).toHaveLength(before.timeline.length + (done ? 1 : 0));
        }
        const end = await finish(id);
        expect(end.state).toBe('closed');
        expect(end.rectifications.at(-1)).toMatchObject({ round: end.round, reviewVerdict: 'passed' });
      }),
      { numRuns: 12 },
    );
  });
});
