/** A number dialled, by somebody who may: after a soft refusal another nurse. */
import type { Inputs, Outputs } from '../../../shared/contract.ts';
import type { Rows } from '../rows.ts';
import type { Answered, User, World } from '../world.ts';

/**
 * §5: a soft refusal may be tried once more by another nurse; by the same one only where every colleague is on leave or gone.
 * @param rows as they were before the dial: who is on leave later is another question
 */
export async function dialNumber(
  world: World,
  user: User,
  rows: Rows,
  input: Inputs['calls']['dial'],
): Promise<Answered<Outputs['calls']['dial']>> {
  const dialled = await world.call(user, 'calls', 'dial', input);
  world.tallies.checked('soft refusal to another nurse');
  if (!dialled.ok || rows.attempt.some((one) => one.id === dialled.value.attemptId)) return dialled;
  const refused = rows.attempt
    .filter((one) => one.follow_up_id === input.followUpId && one.outcome === 'soft_refused')
    .toSorted((a, b) => b.ordinal - a.ordinal)[0];
  const away = new Set(rows.nurse_leave.map((one) => one.nurse_id));
  const colleague = rows.app_user.find((one) => one.role === 'nurse' && one.active === 1 && one.id !== user.id && !away.has(one.id));
  if (refused?.nurse_id === user.id && colleague)
    world.fault(
      'soft refusal to another nurse',
      input.followUpId,
      `refused ${refused.started_at}, dialled by the same nurse, ${colleague.login} is at work`,
    );
  return dialled;
}
