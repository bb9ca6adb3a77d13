/**
 * Finds when the queue next changes by the clock alone: an appointment comes due or is missed, a retry becomes
 * allowed, a new day starts.
 */

import type { ExpressionBuilder } from 'kysely';
import type { Settings } from '../../../shared/base/contract/settings.ts';
import { attemptOutcomes } from '../../../shared/base/contract/words.ts';
import { dueBeforeMinutes, missedAfterMinutes, queueBounds } from '../../../shared/worklist/rules/queue.ts';
import type { Context } from '../base/context.ts';
import type { Schema } from '../base/db/schema.ts';

const shifted = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString();

/** @param nurseId whose queue it is; undefined for everybody's */
export async function queueChangesAt({ db, now }: Context, settings: Settings, nurseId: string | undefined): Promise<string> {
  const { dueUntil, missedBefore, tomorrowFrom } = queueBounds(now, settings);
  const open = (eb: ExpressionBuilder<Schema, 'follow_up'>) =>
    eb.and([
      eb('state', '=', 'open'),
      ...(nurseId === undefined ? [] : [eb.or([eb('nurse_id', 'is', null), eb('nurse_id', '=', nurseId)])]),
    ]);
  const agreed = (from: string, inclusive: boolean) =>
    db
      .selectFrom('follow_up')
      .select((eb) => eb.fn.min('appointment_at').as('at'))
      .where(open)
      .where('appointment_at', inclusive ? '>=' : '>', from)
      .executeTakeFirst();
  const again = db
    .selectFrom('follow_up')
    .select((eb) => eb.fn.min('next_at').as('at'))
    .where(open)
    .where('last_outcome', 'in', attemptOutcomes.codes)
    .where('appointment_at', 'is', null)
    .where('next_at', '>', now)
    .executeTakeFirst();
  const [comesDue, isMissed, mayAgain] = [await agreed(dueUntil, false), await agreed(missedBefore, true), await again];
  const instants = [
    tomorrowFrom,
    ...(comesDue?.at ? [shifted(comesDue.at, -dueBeforeMinutes * 60_000)] : []),
    ...(isMissed?.at ? [shifted(isMissed.at, missedAfterMinutes * 60_000 + 1)] : []),
    ...(mayAgain?.at ? [mayAgain.at] : []),
  ];
  return instants.toSorted()[0] ?? tomorrowFrom;
}
