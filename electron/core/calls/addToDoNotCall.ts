/** Adds a patient or a number to the do-not-call list, and ends the follow-ups that can then not be called. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { DoNotCallWhy } from '../../../shared/base/contract/words.ts';
import { civilDateOf } from '../../../shared/base/rules/time.ts';
import type { Context } from '../base/context.ts';
import { endWithoutCall } from '../calls/uncallable.ts';
import { inForce, silencedStays } from '../worklist/index.ts';

export interface NewEntry {
  readonly target: { readonly patientId: string } | { readonly number: string };
  readonly why: DoNotCallWhy;
  readonly note: string;
  readonly until: string | null;
}

/** Open follow-ups of the patient, or of those whom no other number reaches, unless somebody is on the line with them. */
async function unreachable(ctx: Context, target: NewEntry['target']): Promise<{ id: string }[]> {
  const silenced = 'number' in target ? [...(await silencedStays(ctx.db, civilDateOf(ctx.now))).keys()] : [];
  let open = ctx.db
    .selectFrom('follow_up')
    .innerJoin('discharge', 'discharge.id', 'follow_up.discharge_id')
    .select('follow_up.id')
    .where('follow_up.state', '=', 'open')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('attempt')
            .select('attempt.id')
            .whereRef('attempt.follow_up_id', '=', 'follow_up.id')
            .where('attempt.ended_at', 'is', null),
        ),
      ),
    );
  if ('patientId' in target) open = open.where('discharge.patient_id', '=', target.patientId);
  else if (silenced.length === 0) return [];
  else
    open = open
      .where('discharge.id', 'in', silenced)
      .where('discharge.id', 'in', (eb) => eb.selectFrom('phone').select('phone.discharge_id').where('phone.number', '=', target.number));
  return open.orderBy('follow_up.id').execute();
}

/**
 * Writes the entry; answers its id and how many follow-ups ended with it.
 * @throws Refusal ALREADY_LISTED, REASON_REQUIRED (其他 without words), BAD_INPUT (a last day that has passed, or one for a patient who died)
 */
export async function putOnList(ctx: Context, entry: NewEntry): Promise<{ id: string; endedFollowUps: number }> {
  const { target, why, note, until } = entry;
  const today = civilDateOf(ctx.now);
  if (why === 'other' && note === '') throw new Refusal('REASON_REQUIRED');
  if (until !== null && until < today) throw new Refusal('BAD_INPUT', { detail: '勿扰的截止日期已经过去' });
  if (why === 'deceased' && until !== null) throw new Refusal('BAD_INPUT', { detail: '已故患者的勿扰没有截止日期' });
  const known = inForce(ctx.db.selectFrom('do_not_call_entry').select('id'), today);
  // Whoever did not want to be called may have died since.
  const same = why === 'deceased' ? known.where('why', '=', 'deceased') : known;
  const twice = 'patientId' in target ? same.where('patient_id', '=', target.patientId) : same.where('number', '=', target.number);
  if (await twice.limit(1).executeTakeFirst())
    throw new Refusal('ALREADY_LISTED', { what: 'patientId' in target ? '这位患者' : '这个号码' });
  const id = ctx.newId();
  await ctx.db
    .insertInto('do_not_call_entry')
    .values({
      id,
      patient_id: 'patientId' in target ? target.patientId : null,
      number: 'number' in target ? target.number : null,
      why,
      note,
      until_date: until,
      at: ctx.now,
      user_id: ctx.actor.id,
    })
    .execute();
  const ended = await unreachable(ctx, target);
  for (const followUp of ended) await endWithoutCall(ctx, followUp.id, why === 'deceased' ? 'deceased' : 'refused');
  ctx.audit('calling.addDoNotCall', id, { scope: 'patientId' in target ? 'patient' : 'number', why, until, ended: ended.length });
  ctx.changed('numbers', 'followUps', 'sampling');
  return { id, endedFollowUps: ended.length };
}
