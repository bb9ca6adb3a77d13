/** The checks before any call is dialled, whatever its purpose. */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { Settings } from '../../../shared/base/contract/settings.ts';
import { callingHours } from '../../../shared/worklist/rules/attempts.ts';
import type { Context } from '../base/context.ts';
import { refuseListed } from './doNotCall.ts';
import { refuseDead } from './knownDeath.ts';

/**
 * A number of a stay whose patient may be called.
 * @throws Refusal PATIENT_DECEASED, NOT_FOUND (the number), DO_NOT_CALL
 */
export async function numberToDial(ctx: Context, dischargeId: string, phoneId: string) {
  await refuseDead(ctx.db, dischargeId);
  const phone = await ctx.db
    .selectFrom('phone')
    .select(['id', 'number', 'bad'])
    .where('id', '=', phoneId)
    .where('discharge_id', '=', dischargeId)
    .executeTakeFirst();
  if (!phone) throw new Refusal('NOT_FOUND', { what: '这个号码' });
  await refuseListed(ctx, { dischargeId, number: phone.number });
  return phone;
}

/**
 * Whether `ctx.now` lies in the calling hours.
 * @throws Refusal OUTSIDE_HOURS where it does not and no reason is given
 */
export function demandHours({ now }: Context, settings: Pick<Settings, 'dayParts'>, reason: string): boolean {
  const { open, hours } = callingHours(now, settings);
  if (!open && reason === '') throw new Refusal('OUTSIDE_HOURS', { hours });
  return open;
}
