/** The calls of a follow-up as the rules of attempts see them. */
import { type AttemptSettings, lastTryFrom, type Try } from '../../../shared/rules/attempts.ts';
import type { Context } from '../context.ts';
import type { Db, Schema } from '../db/schema.ts';

/** Ended calls, oldest first. */
export async function endedTries(db: Db, followUpId: string): Promise<Try[]> {
  const rows = await db
    .selectFrom('attempt')
    .select(['started_at', 'outcome', 'incoming'])
    .where('follow_up_id', '=', followUpId)
    .where('ended_at', 'is not', null)
    .orderBy('ordinal')
    .execute();
  return rows.flatMap(({ started_at, outcome, incoming }) => (outcome ? [{ at: started_at, outcome, incoming: incoming === 1 }] : []));
}

/** From when the last try needs no reason; null where none is needed now. A time agreed with the patient is reason enough. */
export async function lastTryOf(
  ctx: Context,
  followUp: Pick<Schema['follow_up'], 'id' | 'attempts' | 'appointment_at'>,
  settings: AttemptSettings,
): Promise<string | null> {
  if (followUp.appointment_at !== null || followUp.attempts < settings.maxAttempts - 1) return null;
  return lastTryFrom(await endedTries(ctx.db, followUp.id), settings, ctx.now);
}
