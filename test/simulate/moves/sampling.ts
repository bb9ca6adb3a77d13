/** The supervisor's desk: draws, replacements, assignments, leave. */

import { dateOf, monthBefore } from '../calendar.ts';
import type { Move } from './move.ts';

const reasons = ['空号', '失访', '拒访'];

export const samplingMoves: readonly Move[] = [
  {
    name: 'draw',
    weight: 1.5,
    async run(world) {
      const { dice } = world;
      const who = await world.user('supervisor');
      if (!who) return;
      const rows = await world.rows();
      const month = dice.chance(0.85) ? monthBefore(dateOf(world.now).slice(0, 7)) : dateOf(world.now).slice(0, 7);
      const there = rows.draw.filter((draw) => draw.month === month).length;
      // A month is drawn once and then, seldom, once more.
      if (there > 0 && !dice.chance(0.35)) return;
      const nurses = await world.users('nurse');
      const plan = {
        month,
        size: dice.whole(8, 40),
        method: dice.weighted([
          ['stratified', 6],
          ['simple', 2],
          ['census', 1],
        ] as const),
        allocation: dice.weighted([
          ['proportional', 4],
          ['equal', 2],
        ] as const),
        stratifyBy: dice.weighted([
          ['department', 4],
          ['ward', 1],
        ] as const),
        minimum: dice.whole(0, 2),
        reserves: dice.whole(0, 4),
        includeSensitive: dice.chance(0.4),
        recentDays: dice.of([0, 30]),
      };
      const total = rows.discharge.filter((one) => one.month === month).length;
      const input = {
        plan,
        extra: there > 0 && dice.chance(0.8),
        known: there,
        assignTo: dice.chance(0.6) ? nurses.slice(0, dice.whole(1, 6)).map((one) => one.id) : [],
      };
      const drawn = await world.call(who, 'sampling', 'draw', input);
      if (!drawn.ok) return;
      world.tallies.checked('frame-adds-up');
      const excluded = drawn.value.frame.excluded.reduce((sum, one) => sum + one.count, 0);
      if (drawn.value.frame.total !== total || drawn.value.frame.eligible + excluded !== total)
        world.fault('frame-adds-up', drawn.value.id, `discharges ${total}, frame ${JSON.stringify(drawn.value.frame)}`);
      const wanted = plan.method === 'census' ? drawn.value.frame.eligible : Math.min(plan.size, drawn.value.frame.eligible);
      if (drawn.value.drawn !== wanted) world.fault('sample-size', drawn.value.id, `wanted ${wanted}, drawn ${drawn.value.drawn}`);
      // The same order sent twice.
      if (dice.chance(0.3)) {
        const again = await world.call(who, 'sampling', 'draw', input);
        world.tallies.checked('same-draw-once');
        if (again.ok) world.fault('same-draw-once', drawn.value.id, 'the same order drew a second time');
      }
    },
  },
  {
    name: 'replace',
    weight: 2,
    async run(world) {
      const who = await world.user('supervisor');
      const rows = await world.rows();
      const one = world.dice.record(
        rows.follow_up.filter(
          (each) => (each.state === 'ended' && !['completed', 'partial'].includes(each.disposition ?? '')) || world.dice.chance(0.02),
        ),
      );
      if (!who || !one) return;
      const input = { followUpId: one.id, reason: world.dice.of(reasons) };
      const done = await world.call(who, 'sampling', 'replace', input);
      if (done.ok && world.dice.chance(0.3)) {
        const again = await world.call(who, 'sampling', 'replace', input);
        if (again.ok) world.fault('reserve-once', one.id, 'replaced twice');
      }
    },
  },
  {
    name: 'assign',
    weight: 1.5,
    async run(world) {
      const { dice } = world;
      const who = await world.user('supervisor');
      const rows = await world.rows();
      const nurses = await world.users('nurse');
      const draw = dice.record(rows.draw);
      if (!who || !draw || nurses.length === 0) return;
      const all = rows.app_user.filter((one) => one.role === 'nurse');
      const target = dice.chance(0.1) ? dice.record(all, 'any') : dice.record(nurses, 'to');
      const some = rows.follow_up.filter((one) => one.month === draw.month && dice.chance(0.5)).map((one) => one.id);
      switch (dice.whole(0, 3)) {
        case 0:
          await world.call(who, 'sampling', 'assign', {
            month: draw.month,
            nurseIds: nurses.map((one) => one.id),
            only: dice.of(['all', 'pool'] as const),
          });
          break;
        case 1:
          if (some.length > 0)
            await world.call(who, 'sampling', 'assignTo', { followUpIds: some, nurseId: dice.chance(0.2) ? null : (target?.id ?? null) });
          break;
        case 2: {
          const department = dice.record(rows.department);
          if (department)
            await world.call(who, 'sampling', 'assignDepartments', {
              month: draw.month,
              departments: [{ departmentId: department.id, nurseId: target?.id ?? null }],
            });
          break;
        }
        default:
          if (target)
            await world.call(who, 'sampling', 'reassign', {
              from: target.id,
              to: nurses
                .filter((one) => one.id !== target.id)
                .slice(0, 2)
                .map((one) => one.id),
            });
      }
    },
  },
  {
    name: 'leave',
    weight: 0.6,
    async run(world) {
      const who = await world.user('supervisor');
      const nurse = await world.user('nurse');
      const nurses = await world.users('nurse');
      if (who && nurse)
        await world.call(who, 'sampling', 'leave', {
          nurseId: nurse.id,
          onLeave: world.dice.chance(0.5),
          to: nurses.filter((one) => one.id !== nurse.id && world.dice.chance(0.5)).map((one) => one.id),
        });
    },
  },
];
