/** Corrects a false death report: the patient is called again, and everybody sees who reported it and why. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { civilDateOf } from '../../../shared/base/rules/time.ts';
import { type AttemptSettings, endedWithoutCall, isExhausted } from '../../../shared/worklist/rules/attempts.ts';
import type { Context } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { readSettings } from '../base/settings.ts';
import { deathOf, endedTries, inForce, sourceOf } from '../worklist/index.ts';
import { openAgain } from './reopening.ts';

/** Two who correct the same patient follow one another. */
async function patientOf(db: Db, dischargeId: string): Promise<string> {
  const patient = await db
    .updateTable('patient')
    .set((eb) => ({ patient_key: eb.ref('patient_key') }))
    .where('id', 'in', (eb) => eb.selectFrom('discharge').select('patient_id').where('discharge.id', '=', dischargeId))
    .returning('id')
    .executeTakeFirst();
  if (!patient) throw new Refusal('NOT_FOUND', { what: '出院记录' });
  return patient.id;
}

async function interviewWithout(db: Db, followUpId: string) {
  const interview = await db
    .selectFrom('interview')
    .select((eb) => [
      'id',
      eb.exists(eb.selectFrom('answer').select('item_code').whereRef('interview_id', '=', 'interview.id')).as('answered'),
    ])
    .where('follow_up_id', '=', followUpId)
    .executeTakeFirst();
  return { id: interview?.id ?? null, answered: Boolean(interview?.answered) };
}

/**
 * It goes on, where it can: an interview that holds answers was broken off, and the maximum of attempts stays the maximum.
 * An interview in which nothing was answered can be begun again. Answers whether it is open.
 */
async function goOn(ctx: Context, followUp: Schema['follow_up'], settings: AttemptSettings, reason: string): Promise<boolean> {
  const interview = await interviewWithout(ctx.db, followUp.id);
  const tries = await endedTries(ctx.db, followUp.id);
  if (interview.answered || isExhausted(tries, settings)) {
    await ctx.db
      .updateTable('follow_up')
      .set({ disposition: endedWithoutCall(tries, 'max_attempts', interview.answered) })
      .where('id', '=', followUp.id)
      .execute();
    return false;
  }
  if (interview.id !== null) {
    await ctx.db
      .updateTable('interview')
      .set((eb) => ({ state: 'open', finished_at: null, version: eb('version', '+', 1) }))
      .where('id', '=', interview.id)
      .execute();
    await ctx.db.deleteFrom('not_asked').where('interview_id', '=', interview.id).execute();
  }
  await openAgain(ctx, followUp, 'deceased', reason);
  return true;
}

/** @throws Refusal REASON_REQUIRED, NOT_FOUND, WRONG_STATE where nobody is said to be dead, DEATH_IN_RECORD where a stay ended with death */
export async function correctDeath(
  ctx: Context,
  { dischargeId, reason }: Input<'calls', 'correctDeath'>,
): Promise<Output<'calls', 'correctDeath'>> {
  if (reason === '') throw new Refusal('REASON_REQUIRED');
  const patientId = await patientOf(ctx.db, dischargeId);
  const death = await deathOf(ctx.db, dischargeId);
  const listed = await inForce(ctx.db.selectFrom('do_not_call_entry').select('id'), civilDateOf(ctx.now))
    .where('patient_id', '=', patientId)
    .where('why', '=', 'deceased')
    .execute();
  if (!death && listed.length === 0) throw new Refusal('WRONG_STATE', { state: '没有已故的登记', action: '更正' });
  if (death?.how === 'stay') throw new Refusal('DEATH_IN_RECORD', { source: sourceOf(death) });
  await ctx.db
    .insertInto('death_correction')
    .values({ id: ctx.newId(), patient_id: patientId, at: ctx.now, user_id: ctx.actor.id, reason })
    .execute();
  for (const { id } of listed)
    await ctx.db
      .updateTable('do_not_call_entry')
      .set({ lifted_at: ctx.now, lifted_by: ctx.actor.id, lift_reason: reason })
      .where('id', '=', id)
      .execute();
  const followUps = await ctx.db
    .selectFrom('follow_up')
    .selectAll()
    .where('disposition', '=', 'deceased')
    .where('discharge_id', 'in', (eb) => eb.selectFrom('discharge').select('discharge.id').where('discharge.patient_id', '=', patientId))
    .orderBy('id')
    .execute();
  const settings = await readSettings(ctx.db);
  let reopened = 0;
  for (const followUp of followUps) if (await goOn(ctx, followUp, settings, reason)) reopened += 1;
  ctx.audit('calling.correctDeath', dischargeId, { reopened, lifted: listed.length });
  ctx.changed('holds', 'followUps', 'numbers', 'interviews');
  ctx.changed('sampling');
  return { reopened };
}
