/**
 * Reads 拨前一屏 (the screen before dialling): earlier discharges and their feedback, good hours, the last call's note,
 * notes from colleagues, and the history.
 */

import { maskPhone } from '../../../shared/base/rules/phones.ts';
import type { BeforeCall, CaseEvent, EarlierStay } from '../../../shared/calls/contract/beforeCall.ts';
import { outcomeRules } from '../../../shared/worklist/rules/attempts.ts';
import { goodHours, type Spoken } from '../../../shared/worklist/rules/goodHours.ts';
import { auditView } from '../base/auditView.ts';
import { type Context, systemActor } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import type { Input } from '../base/door.ts';
import { readSettings } from '../base/settings.ts';
import { deathOf, heldFollowUp } from '../worklist/index.ts';

const earlierShown = 10;

/** Other stays of the same person, newest first, each with its opinions and the last reply to them. */
async function earlierOf(db: Db, dischargeId: string): Promise<EarlierStay[]> {
  const stays = await db
    .selectFrom('discharge as asked')
    .innerJoin('discharge', 'discharge.patient_id', 'asked.patient_id')
    .innerJoin('department', 'department.id', 'discharge.department_id')
    .leftJoin('follow_up', 'follow_up.discharge_id', 'discharge.id')
    .leftJoin('interview', (join) => join.onRef('interview.follow_up_id', '=', 'follow_up.id').on('interview.state', '!=', 'open'))
    .select(['discharge.id', 'discharge.discharge_date', 'discharge.diagnosis', 'department.name as department'])
    .select(['follow_up.disposition', 'interview.satisfied'])
    .where('asked.id', '=', dischargeId)
    .where('discharge.id', '!=', dischargeId)
    .orderBy('discharge.discharge_date', 'desc')
    .orderBy('discharge.id', 'desc')
    .limit(earlierShown)
    .execute();
  if (stays.length === 0) return [];
  const opinions = await db
    .selectFrom('feedback')
    .select(['id', 'discharge_id', 'kind', 'text', 'state'])
    .where(
      'discharge_id',
      'in',
      stays.map((stay) => stay.id),
    )
    .where('state', '!=', 'draft')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const replies =
    opinions.length > 0
      ? await lastReplies(
          db,
          opinions.map(({ id }) => id),
        )
      : new Map<string, Schema['reply']>();
  return stays.map((stay) => ({
    id: stay.id,
    dischargeDate: stay.discharge_date,
    department: stay.department,
    diagnosis: stay.diagnosis,
    disposition: stay.disposition,
    satisfied: stay.satisfied === null ? null : stay.satisfied === 1,
    feedback: opinions
      .filter((opinion) => opinion.discharge_id === stay.id)
      .map(({ id, kind, text, state }) => ({
        id,
        kind,
        text,
        state,
        reply: replies.get(id)?.content ?? '',
        verdict: replies.get(id)?.verdict ?? null,
      })),
  }));
}

async function lastReplies(db: Db, feedbackIds: readonly string[]): Promise<Map<string, Schema['reply']>> {
  const rows = await db.selectFrom('reply').selectAll().where('feedback_id', 'in', feedbackIds).orderBy('at').orderBy('id').execute();
  return new Map(rows.map((row) => [row.feedback_id, row]));
}

/** Every call to this person, and every reply call in which somebody was spoken to. */
async function spoken(db: Db, followUp: Schema['follow_up']): Promise<Spoken[]> {
  const calls = await db
    .selectFrom('discharge as asked')
    .innerJoin('discharge', 'discharge.patient_id', 'asked.patient_id')
    .innerJoin('follow_up', 'follow_up.discharge_id', 'discharge.id')
    .innerJoin('attempt', 'attempt.follow_up_id', 'follow_up.id')
    .select(['attempt.started_at', 'attempt.outcome', 'follow_up.id'])
    .where('asked.id', '=', followUp.discharge_id)
    .where('attempt.ended_at', 'is not', null)
    .orderBy('attempt.started_at')
    .orderBy('attempt.id')
    .execute();
  const replies = await db
    .selectFrom('discharge as asked')
    .innerJoin('discharge', 'discharge.patient_id', 'asked.patient_id')
    .innerJoin('feedback', 'feedback.discharge_id', 'discharge.id')
    .innerJoin('reply', 'reply.feedback_id', 'feedback.id')
    .select(['reply.at'])
    .where('asked.id', '=', followUp.discharge_id)
    .where('reply.verdict', '!=', 'unreached')
    .orderBy('reply.at')
    .orderBy('reply.id')
    .execute();
  return [
    ...calls.map(({ started_at, outcome, id }) => ({
      at: started_at,
      reached: outcome !== null && outcomeRules[outcome].contacted,
      thisStay: id === followUp.id,
    })),
    ...replies.map(({ at }) => ({ at, reached: true, thisStay: false })),
  ];
}

const event = (given: Pick<CaseEvent, 'id' | 'at' | 'kind'> & Partial<CaseEvent>): CaseEvent => ({
  who: '',
  to: null,
  outcome: null,
  phone: '',
  text: '',
  ...given,
});

async function drawn(db: Db, followUp: Schema['follow_up']): Promise<CaseEvent[]> {
  const draw = await db
    .selectFrom('draw')
    .leftJoin('app_user', 'app_user.id', 'draw.user_id')
    .select(['draw.id', 'draw.at', 'app_user.name'])
    .where('draw.id', '=', followUp.draw_id)
    .execute();
  const replacing = await db
    .selectFrom('replacement')
    .leftJoin('app_user', 'app_user.id', 'replacement.user_id')
    .select(['replacement.id', 'replacement.at', 'replacement.reason', 'app_user.name'])
    .where('by_follow_up_id', '=', followUp.id)
    .execute();
  if (replacing.length > 0)
    return replacing.map((row) => event({ id: row.id, at: row.at, kind: 'replaces', who: row.name ?? systemActor.name, text: row.reason }));
  return draw.map((row) => event({ id: row.id, at: row.at, kind: 'drawn', who: row.name ?? systemActor.name }));
}

async function assigned(db: Db, followUpId: string): Promise<CaseEvent[]> {
  const rows = await db
    .selectFrom('assignment')
    .leftJoin('app_user as nurse', 'nurse.id', 'assignment.nurse_id')
    .leftJoin('app_user as giver', 'giver.id', 'assignment.user_id')
    .select(['assignment.at', 'nurse.name as nurse', 'giver.name as giver'])
    .where('follow_up_id', '=', followUpId)
    .orderBy('assignment.at')
    .execute();
  return rows.map((row) => event({ id: `a${row.at}`, at: row.at, kind: 'assigned', who: row.giver ?? systemActor.name, to: row.nurse }));
}

async function attempted(db: Db, followUpId: string): Promise<CaseEvent[]> {
  const rows = await db
    .selectFrom('attempt')
    .leftJoin('app_user', 'app_user.id', 'attempt.nurse_id')
    .leftJoin('phone', 'phone.id', 'attempt.phone_id')
    .select(['attempt.id', 'attempt.started_at', 'attempt.outcome', 'attempt.note', 'attempt.incoming', 'app_user.name', 'phone.number'])
    .where('follow_up_id', '=', followUpId)
    .orderBy('ordinal')
    .execute();
  return rows.map((row) =>
    event({
      id: row.id,
      at: row.started_at,
      kind: row.incoming === 1 ? 'call_back' : 'attempt',
      who: row.name ?? systemActor.name,
      outcome: row.outcome,
      phone: maskPhone(row.number ?? ''),
      text: row.note,
    }),
  );
}

async function handedOver({ db, actor }: Context, followUpId: string) {
  return db
    .selectFrom('hand_over')
    .innerJoin('app_user as writer', 'writer.id', 'hand_over.from_user_id')
    .leftJoin('app_user as receiver', 'receiver.id', 'hand_over.to_user_id')
    .leftJoin('hand_over_read', (join) =>
      join.onRef('hand_over_read.hand_over_id', '=', 'hand_over.id').on('hand_over_read.user_id', '=', actor.id),
    )
    .select(['hand_over.id', 'hand_over.at', 'hand_over.text', 'hand_over.from_user_id', 'hand_over.to_user_id'])
    .select(['writer.name as from', 'receiver.name as to', 'hand_over_read.at as read_at'])
    .where('hand_over.follow_up_id', '=', followUpId)
    .orderBy('hand_over.at')
    .orderBy('hand_over.id')
    .execute();
}

/** @throws Refusal NOT_FOUND, NOT_HELD, FOLLOW_UP_ENDED */
export async function beforeCall(ctx: Context, { followUpId }: Input<'calls', 'beforeCall'>): Promise<BeforeCall> {
  const { db, actor } = ctx;
  const followUp = await heldFollowUp(ctx, followUpId);
  const { dayParts } = await readSettings(db);
  const attempts = await attempted(db, followUpId);
  const notes = await handedOver(ctx, followUpId);
  const lastCall = attempts.at(-1)?.at ?? '';
  const said = attempts.findLast((attempt) => attempt.text !== '');
  const events = [
    ...(await drawn(db, followUp)),
    ...(await assigned(db, followUpId)),
    ...attempts,
    ...notes.map(({ id, at, from, to, text }) => event({ id, at, kind: 'hand_over', who: from, to, text })),
  ];
  const shown: BeforeCall = {
    death: await deathOf(db, followUp.discharge_id),
    goodHours: goodHours(await spoken(db, followUp), dayParts) as BeforeCall['goodHours'],
    earlier: await earlierOf(db, followUp.discharge_id),
    lastWord: said ? { at: said.at, nurse: said.who, text: said.text } : null,
    handOvers: notes
      .filter((note) => note.at >= lastCall)
      .map(({ id, at, from, to, text, from_user_id, to_user_id, read_at }) => ({
        id,
        at,
        from,
        to,
        text,
        waits: read_at === null && from_user_id !== actor.id && (to_user_id === null || to_user_id === actor.id),
      })),
    events: events.toSorted((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1)).toReversed(),
  };
  auditView(ctx, 'calling.viewIdentity', followUpId);
  return shown;
}
