/** The end of a call: an outcome with what it needs, or without. */
import type { AttemptOutcome } from '../../../shared/base/contract/words.ts';
import { dateOf, dayAfter, instantOf } from '../calendar.ts';
import type { Rows } from '../rows.ts';
import type { User, World } from '../world.ts';

export async function endCall(
  world: World,
  user: User,
  followUp: Rows['follow_up'][number],
  attemptId: string,
  outcome: AttemptOutcome,
): Promise<void> {
  const { dice } = world;
  const ahead = dice.chance(0.7)
    ? instantOf(dayAfter(dateOf(world.now), dice.whole(0, 3)), dice.of(['09:00', '14:30', '18:00', '07:00']))
    : world.now;
  const input = {
    followUpId: followUp.id,
    attemptId,
    outcome,
    note: dice.chance(0.85) ? '备注' : '',
    ...(outcome === 'appointment' || dice.chance(0.08) ? { appointmentAt: ahead } : {}),
    ...((outcome === 'refused' || outcome === 'wrong_number') && dice.chance(0.2)
      ? {
          doNotCall: {
            scope: dice.of(['patient', 'number'] as const),
            why: 'own_wish' as const,
            until: dice.chance(0.3) ? dayAfter(dateOf(world.now), 3) : null,
          },
        }
      : {}),
  };
  const first = await world.call(user, 'calls', 'endCall', input);
  if (first.ok && first.value.talkSeconds !== null && first.value.talkSeconds > first.value.callSeconds)
    world.fault('talk is part of the call', attemptId, `call ${first.value.callSeconds} s, talk ${first.value.talkSeconds} s`);
  if (first.ok && dice.chance(0.15)) await world.again(user, 'calls', 'endCall', input, first);
}
