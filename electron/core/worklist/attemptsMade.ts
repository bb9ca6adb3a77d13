/** Reads the attempts of a follow-up in the form that the attempt rules use. */
import { sql } from 'kysely';
import { type AttemptSettings, lastTryFrom, type Try, uncoveredInWords } from '../../../shared/worklist/rules/attempts.ts';
import type { Context } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';

/** How often a follow-up was dialled: what the patient's own calls are not. */
export const dialsOf = sql<number>`(select cast(count(*) as integer) from attempt
  where attempt.follow_up_id = follow_up.id and attempt.incoming = 0 and attempt.ended_at is not null)`;

/** @see dialsOf */
export async function dialsMade(db: Db, followUpId: string): Promise<number> {
  const row = await db.selectFrom('follow_up').select(dialsOf.as('dials')).where('id', '=', followUpId).executeTakeFirstOrThrow();
  return row.dials;
}

/** Ended calls, oldest first. */
export async function endedTries(db: Db, followUpId: string): Promise<Try[]> {
  const rows = await db
    .selectFrom('attempt')
    .select(['started_at', 'outcome', 'incoming', 'ended_at'])
    .where('follow_up_id', '=', followUpId)
    .where('ended_at', 'is not', null)
    .orderBy('ordinal')
    .execute();
  const { corrected } = await db
    .selectFrom('death_correction')
    .innerJoin('discharge', 'discharge.patient_id', 'death_correction.patient_id')
    .innerJoin('follow_up', 'follow_up.discharge_id', 'discharge.id')
    .select((eb) => eb.fn.max('death_correction.at').as('corrected'))
    .where('follow_up.id', '=', followUpId)
    .executeTakeFirstOrThrow();
  return rows.flatMap(({ started_at, outcome, incoming, ended_at }) =>
    outcome === null
      ? []
      : [
          {
            at: started_at,
            outcome,
            incoming: incoming === 1,
            corrected: outcome === 'deceased' && (ended_at ?? '') <= (corrected ?? ''),
          },
        ],
  );
}

/** From when the next try may be made, and what it must cover; null where it may be made now. @see lastTryFrom */
export async function lastTryOf(
  ctx: Context,
  followUp: Pick<Schema['follow_up'], 'id' | 'appointment_at'>,
  settings: AttemptSettings,
): Promise<{ readonly from: string; readonly missing: string } | null> {
  const tries = await endedTries(ctx.db, followUp.id);
  const from = lastTryFrom(tries, settings, ctx.now, followUp.appointment_at);
  return from === null ? null : { from, missing: uncoveredInWords(tries, settings) };
}
