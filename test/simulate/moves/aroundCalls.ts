/** Around the calls: numbers, the do-not-call list, hand-overs, what follows on. */
import { dateOf, dayAfter } from '../calendar.ts';
import type { Move } from './move.ts';
import { heldBy, nurseOf } from './nurses.ts';

export const aroundCallsMoves: readonly Move[] = [
  {
    name: 'numbers',
    weight: 3,
    async run(world) {
      const { dice } = world;
      const user = await nurseOf(world);
      const rows = await world.rows();
      if (!user) return;
      const held = dice.record(heldBy(rows, user));
      const phone = dice.record(
        held ? rows.phone.filter((one) => one.discharge_id === held.discharge_id) : rows.phone.filter((one) => one.bad === 1),
      );
      switch (dice.whole(0, 4)) {
        case 0:
          if (held)
            await world.call(user, 'numbers', 'addNumber', {
              followUpId: held.id,
              number: `137${String(30_000_000 + dice.whole(0, 99)).slice(-8)}`,
              relation: '儿子',
              first: dice.chance(0.5),
            });
          break;
        case 1:
          if (held && phone)
            await world.call(user, 'numbers', 'markNumber', {
              followUpId: held.id,
              phoneId: phone.id,
              mark: dice.of(['bad', 'restored'] as const),
            });
          break;
        case 2:
          if (phone)
            await world.call(user, 'numbers', 'answerNumber', {
              phoneId: phone.id,
              answer: dice.of([
                { kind: 'corrected' as const, number: `136${String(40_000_000 + dice.whole(0, 99)).slice(-8)}`, relation: '' },
                { kind: 'verified' as const },
                { kind: 'no_other' as const },
              ]),
            });
          break;
        case 3: {
          const supervisor = await world.user('supervisor');
          const ended = dice.record(
            rows.follow_up.filter(
              (one) =>
                one.state === 'ended' && (one.disposition === 'wrong_number' || one.disposition === 'not_in_service' || dice.chance(0.1)),
            ),
          );
          if (supervisor && ended)
            await world.call(supervisor, 'numbers', 'reopenFollowUp', { followUpId: ended.id, reason: '病区查到新号码' });
          break;
        }
        default:
          if (held && phone)
            await world.call(user, 'numbers', 'moveNumber', { followUpId: held.id, phoneId: phone.id, place: dice.whole(0, 1) });
      }
    },
  },
  {
    name: 'do not call',
    weight: 1.5,
    async run(world) {
      const { dice } = world;
      const who = await world.user('supervisor');
      const rows = await world.rows();
      if (!who) return;
      if (dice.chance(0.4)) {
        const entry = dice.record(rows.do_not_call_entry);
        if (entry) await world.call(who, 'numbers', 'liftDoNotCall', { id: entry.id, reason: '患者同意' });
        return;
      }
      const stay = dice.record(rows.discharge);
      const phone = dice.record(rows.phone);
      if (!stay || !phone) return;
      const target = dice.chance(0.5) ? { dischargeId: stay.id } : { number: phone.number };
      const input = {
        target,
        why: dice.of(['own_wish', 'complaint', 'deceased', 'other'] as const),
        note: '来电要求',
        until: dice.chance(0.3) ? dayAfter(dateOf(world.now), dice.whole(-1, 5)) : null,
      };
      const first = await world.call(who, 'numbers', 'addDoNotCall', input);
      if (first.ok && dice.chance(0.2)) {
        const second = await world.call(who, 'numbers', 'addDoNotCall', input);
        if (second.ok) world.fault('listed-once', JSON.stringify(target), 'the same person or number stands on the list twice');
      }
    },
  },
  {
    name: 'correct death',
    weight: 0.8,
    async run(world) {
      const { dice } = world;
      const who = await world.user(dice.chance(0.9) ? 'supervisor' : 'nurse');
      const { do_not_call_entry, discharge } = await world.rows();
      const dead = do_not_call_entry.filter((one) => one.why === 'deceased' && one.lifted_at === null);
      const one = dice.record(discharge.filter((each) => dead.some((entry) => entry.patient_id === each.patient_id) || dice.chance(0.01)));
      if (who && one) await world.call(who, 'calls', 'correctDeath', { dischargeId: one.id, reason: '患者本人来电' });
    },
  },
  {
    name: 'hand over',
    weight: 1,
    async run(world) {
      const user = await nurseOf(world);
      const rows = await world.rows();
      const one = world.dice.record(rows.follow_up);
      if (user) await world.call(user, 'followOn', 'writeHandOver', { text: '明天再打', followUpId: one?.id ?? null });
    },
  },
  {
    name: 'follow on',
    weight: 1,
    async run(world) {
      const rows = await world.rows();
      const who = await world.user('supervisor');
      const one = world.dice.record(
        rows.follow_up.filter((each) => each.disposition === 'denies_stay' || each.disposition === 'readmitted'),
      );
      if (who && one) await world.call(who, 'followOn', 'verify', { followUpId: one.id, finding: '核实属实' });
      const user = await nurseOf(world);
      const any = world.dice.record(rows.follow_up, 'revisit');
      if (user && any) await world.call(user, 'followOn', 'markRevisit', { followUpId: any.id, mark: 'reminded' });
    },
  },
];
