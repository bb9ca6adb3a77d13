/**
 * What a nurse may read of discharges (domain §10): her own and the open pool's in full; of others little, and only
 * with a reason.
 */
import { type ExpressionWrapper, expressionBuilder, type SqlBool } from 'kysely';
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { type Looks, looksPerHour, looksWithinHour } from '../../../shared/discharges/rules/looks.ts';
import type { Context, Parts } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';

/** A nurse's own follow-ups, those she holds, and those of the open pool. */
export function isOwnOrPool(nurseId: string): ExpressionWrapper<Schema, 'follow_up', SqlBool> {
  const eb = expressionBuilder<Schema, 'follow_up'>();
  return eb.or([
    eb('follow_up.nurse_id', '=', nurseId),
    eb('follow_up.held_by', '=', nurseId),
    eb.and([eb('follow_up.nurse_id', 'is', null), eb('follow_up.state', '=', 'open')]),
  ]);
}

/** Months in whose sample somebody who rings is looked for: those with a follow-up that has not ended, and the newest. */
export async function openMonths(db: Db): Promise<string[]> {
  const open = await db.selectFrom('follow_up').select('month').distinct().where('state', '=', 'open').execute();
  const newest = await db.selectFrom('draw').select('month').orderBy('month', 'desc').limit(1).execute();
  return [...new Set([...open, ...newest].map(({ month }) => month))].toSorted();
}

/** Looks of each user in the last hour, by running workstation. */
const looked = new WeakMap<Parts, Map<string, Looks>>();

/**
 * Whether this nurse may look at a patient's story (`story`) or whole numbers (`numbers`). Of another nurse's patient, and of
 * one who was not sampled, either needs a reason; those looks and all looks at whole numbers are limited in rate.
 * @returns what is to be written down with the look
 * @throws Refusal LOOK_NEEDS_REASON, TOO_MANY_LOOKS
 */
export async function lookOfNurse(
  ctx: Context,
  dischargeId: string,
  what: 'story' | 'numbers',
  reason: string | undefined,
): Promise<{ readonly reason?: string }> {
  const { db, actor, now, parts } = ctx;
  if (actor.role !== 'nurse') return {};
  const own = await db
    .selectFrom('follow_up')
    .select('follow_up.id')
    .where('follow_up.discharge_id', '=', dischargeId)
    .where((eb) => {
      // Whoever called the patient knows the patient.
      const calls = eb.selectFrom('attempt').select('attempt.id').whereRef('attempt.follow_up_id', '=', 'follow_up.id');
      const interviews = eb.selectFrom('interview').select('interview.id').whereRef('interview.follow_up_id', '=', 'follow_up.id');
      return eb.or([
        isOwnOrPool(actor.id),
        eb.exists(calls.where('attempt.nurse_id', '=', actor.id)),
        eb.exists(interviews.where('interview.nurse_id', '=', actor.id)),
      ]);
    })
    .executeTakeFirst();
  if (own && what === 'story') return {};
  if (!own && !reason) throw new Refusal('LOOK_NEEDS_REASON');
  const byUser = looked.get(parts) ?? new Map<string, Looks>();
  looked.set(parts, byUser);
  const looks = looksWithinHour(byUser.get(actor.id) ?? new Map(), now);
  // The same patient again is the same look.
  if (!looks.has(dischargeId) && looks.size >= looksPerHour) throw new Refusal('TOO_MANY_LOOKS', { limit: looksPerHour });
  byUser.set(actor.id, new Map(looks).set(dischargeId, looks.get(dischargeId) ?? now));
  return own || !reason ? {} : { reason };
}
