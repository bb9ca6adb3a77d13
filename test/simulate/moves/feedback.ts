/** Cases: dispatched, accepted, answered, reviewed, replied, closed; also out of turn, on an old version, by the wrong role. */

import { severities } from '../../../shared/base/contract/words.ts';
import { type FeedbackAction, feedbackAction } from '../../../shared/feedback/contract/feedback.ts';
import type { User, World } from '../world.ts';
import type { Move } from './move.ts';

async function act(world: World, user: User, id: string, expectedVersion: number, action: FeedbackAction, departmentId: string) {
  const { dice } = world;
  const change = { id, expectedVersion };
  switch (action) {
    case 'dispatch':
      return world.call(user, 'feedback', 'dispatch', {
        ...change,
        departmentId,
        severity: dice.weighted([
          ['general', 6],
          ['several', 2],
          ['urgent', 1],
        ] as const),
        why: '',
      });
    case 'acknowledge':
      return world.call(user, 'feedback', 'acknowledge', change);
    case 'accept':
      return world.call(user, 'feedback', 'accept', change);
    case 'rectify': {
      const saved = await world.call(user, 'feedback', 'saveRectification', {
        ...change,
        causeKind: '制度',
        cause: '流程不清',
        measures: dice.chance(0.9) ? '培训' : '',
        responsible: '护士长',
        doneDate: null,
      });
      return saved.ok ? world.call(user, 'feedback', 'submitRectification', { id, expectedVersion: saved.value.version }) : saved;
    }
    case 'review_pass':
    case 'review_return':
      return world.call(user, 'feedback', 'review', {
        ...change,
        verdict: action === 'review_pass' ? 'passed' : 'returned',
        comment: dice.chance(0.8) ? '请细化' : '',
      });
    case 'reply': {
      const found = await world.call(user, 'feedback', 'get', { id }, { quiet: true });
      const phoneId = found.ok ? found.value.replying?.numbers.find(({ bad }) => !bad)?.id : undefined;
      const call = { id, expectedVersion, phoneId: phoneId ?? '', offHoursReason: '患者约定这时' };
      const dialled = phoneId && dice.chance(0.7) ? await world.call(user, 'feedback', 'dialReply', call) : undefined;
      const running = dialled?.ok ? dialled.value.replying?.calls.find(({ mine, endedAt }) => mine && endedAt === null) : undefined;
      if (running && dice.chance(0.5)) {
        const outcome = dice.of(['reached', 'no_answer', 'busy', 'powered_off'] as const);
        await world.call(user, 'feedback', 'endReplyCall', { id, callId: running.id, outcome });
      }
      const replied = await world.call(user, 'feedback', 'reply', {
        ...change,
        content: '已整改',
        verdict: dice.weighted([
          ['accepted', 4],
          ['not_accepted', 2],
          ['unreached', 1],
        ] as const),
        way: dice.of(['call', 'call', 'call', 'rang', 'person'] as const),
        patientWords: '知道了',
      });
      // Nobody sits in a reply call for ever: what the reply did not end is ended as not answered.
      if (running && !replied.ok) await world.call(user, 'feedback', 'endReplyCall', { id, callId: running.id, outcome: 'no_answer' });
      return replied;
    }
    case 'transfer':
      return world.call(user, 'feedback', 'transfer', { ...change, departmentId, reason: '不是本科的事' });
    case 'regrade':
      return world.call(user, 'feedback', 'regrade', { ...change, severity: dice.of(severities.codes), reason: '核实后改' });
    default:
      return world.call(user, 'feedback', 'close', change);
  }
}

/** Who has the next word (domain §8), for choosing who acts. */
const next: Readonly<Record<string, readonly string[]>> = {
  registered: ['nurse', 'supervisor'],
  dispatched: ['head', 'supervisor'],
  accepted: ['head', 'supervisor'],
  rectified: ['supervisor'],
  reviewed: ['nurse', 'supervisor'],
  replied: ['supervisor'],
};

export const feedbackMoves: readonly Move[] = [
  {
    name: 'case',
    weight: 26,
    async run(world) {
      const { dice } = world;
      const rows = await world.rows();
      const all = rows.feedback.filter((each) => each.state !== 'draft' && (each.state !== 'closed' || dice.chance(0.03)));
      // As often from one state as from another: cases pile up at the beginning of their way.
      const state = dice.of(['registered', 'dispatched', 'accepted', 'accepted', 'rectified', 'reviewed', 'replied']);
      const among = all.filter((each) => each.state === state);
      const one = dice.record(among.length > 0 ? among : all);
      if (!one) return;
      const departmentId = dice.chance(0.75) ? one.department_id : (dice.record(rows.department)?.id ?? one.department_id);
      const everybody = await world.users();
      const right = everybody.filter(
        (each) => (next[one.state] ?? []).includes(each.role) && (each.role !== 'head' || each.department_id === one.department_id),
      );
      const user = dice.record(right.length > 0 && dice.chance(0.88) ? right : everybody);
      if (!user) return;
      const seen = await world.call(user, 'feedback', 'get', { id: one.id }, { quiet: true });
      const allowed = seen.ok ? seen.value.actions : [];
      const action = allowed.length > 0 && dice.chance(0.92) ? dice.of(allowed) : dice.of(feedbackAction.options);
      const before = { state: one.state, version: one.version };
      const stale = dice.chance(0.05);
      const done = await act(world, user, one.id, stale ? one.version - 1 : one.version, action, departmentId);
      world.tallies.checked('case-only-as-allowed');
      if (done.ok && (stale || !allowed.includes(action)))
        world.fault('case-only-as-allowed', one.id, `${user.role} ${action} at ${before.state}, stale ${stale}, allowed ${allowed.join()}`);
      // The same order a second time changes nothing.
      if (done.ok && dice.chance(0.15)) {
        const again = await act(world, user, one.id, one.version, action, departmentId);
        if (again.ok) world.fault('same-order-once', one.id, `${action} twice on version ${one.version}`);
      }
    },
  },
  {
    name: 'two on one case',
    weight: 1.5,
    async run(world) {
      const rows = await world.rows();
      const one = world.dice.record(rows.feedback.filter((each) => each.state === 'registered'));
      const supervisors = await world.users('supervisor');
      const nurse = await world.user('nurse');
      const [a] = supervisors;
      if (!one || !a || !nurse) return;
      const both = await Promise.all(
        [a, nurse].map((user) =>
          world.call(user, 'feedback', 'dispatch', {
            id: one.id,
            expectedVersion: one.version,
            departmentId: one.department_id,
            severity: 'general',
            why: '',
          }),
        ),
      );
      world.tallies.checked('same-order-once');
      if (both.every((each) => each.ok)) world.fault('same-order-once', one.id, 'dispatched by two');
    },
  },
];
