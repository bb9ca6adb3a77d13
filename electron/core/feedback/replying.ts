/** The progress of reply calls: what was tried, what may be dialled, what is missing. */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import type { ReplyWay, Verdict } from '../../../shared/base/contract/words.ts';
import { maskPhone } from '../../../shared/base/rules/phones.ts';
import { civilTimeOf } from '../../../shared/base/rules/time.ts';
import type { FeedbackAction, FeedbackCase } from '../../../shared/feedback/contract/feedback.ts';
import { mayTellVerdict, missingForUnreached, type ReplyTry } from '../../../shared/feedback/rules/replyCalls.ts';
import type { Context } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import { readSettings } from '../base/settings.ts';
import { deathOf, reachOf } from '../worklist/index.ts';

type Case = Pick<Schema['feedback'], 'id' | 'round' | 'state' | 'discharge_id'>;

/** Calls of a case with their callers and numbers, oldest first. */
const callsOf = (db: Db, feedbackId: string) =>
  db
    .selectFrom('reply_call')
    .leftJoin('app_user', 'app_user.id', 'reply_call.user_id')
    .leftJoin('phone', 'phone.id', 'reply_call.phone_id')
    .selectAll('reply_call')
    .select(['app_user.name as caller', 'phone.number as dialled'])
    .where('reply_call.feedback_id', '=', feedbackId)
    .orderBy('reply_call.started_at')
    .orderBy('reply_call.id');

/** The call of a case that runs; undefined where there is none. */
export const openCallOf = (db: Db, feedbackId: string) =>
  callsOf(db, feedbackId).where('reply_call.ended_at', 'is', null).executeTakeFirst();

type OpenCall = NonNullable<Awaited<ReturnType<typeof openCallOf>>>;

export const callRunning = (call: OpenCall) => new Refusal('CALL_RUNNING', { name: '这位患者', since: civilTimeOf(call.started_at) });

/** @throws Refusal CALL_OF_COLLEAGUE while somebody else calls the patient; CALL_RUNNING for the caller, who may only reply */
export async function refuseDuringCall({ db, actor }: Context, feedbackId: string, action: FeedbackAction): Promise<void> {
  const call = await openCallOf(db, feedbackId);
  if (!call) return;
  if (call.user_id !== actor.id)
    throw new Refusal('CALL_OF_COLLEAGUE', { name: call.caller ?? '同事', since: civilTimeOf(call.started_at) });
  if (action !== 'reply') throw callRunning(call);
}

async function triesOf(db: Db, { id, round }: Case): Promise<ReplyTry[]> {
  const calls = await callsOf(db, id).where('reply_call.round', '=', round).execute();
  return calls.flatMap(({ started_at, outcome }) => (outcome === null ? [] : [{ at: started_at, outcome }]));
}

/** How many numbers of the patient may be dialled: none of one who died, or who is on the do-not-call list. */
async function dialableOf(ctx: Context, dischargeId: string | null): Promise<number> {
  if (dischargeId === null || (await deathOf(ctx.db, dischargeId))) return 0;
  const { phoneIds, barred } = await reachOf(ctx, dischargeId);
  return barred === null ? phoneIds.size : 0;
}

async function missingOf(ctx: Context, row: Case): Promise<string[]> {
  return missingForUnreached(await triesOf(ctx.db, row), await dialableOf(ctx, row.discharge_id), await readSettings(ctx.db));
}

/** @throws Refusal REPLY_NOT_REACHED (未能联系上 too early), REPLY_NOT_CALLED (a verdict of a patient who was not spoken to) */
export async function demandTried(ctx: Context, row: Case, verdict: Verdict, way: ReplyWay): Promise<void> {
  if (verdict !== 'unreached') {
    if (!mayTellVerdict(way, await triesOf(ctx.db, row))) throw new Refusal('REPLY_NOT_CALLED');
    return;
  }
  const missing = await missingOf(ctx, row);
  if (missing.length > 0) throw new Refusal('REPLY_NOT_REACHED', { missing: missing.join('，') });
}

/** For whoever may know the patient. */
export async function replyingOf(ctx: Context, row: Case): Promise<NonNullable<FeedbackCase['replying']>> {
  const calls = await callsOf(ctx.db, row.id).execute();
  const phones = await ctx.db
    .selectFrom('phone')
    .select(['id', 'number', 'relation', 'bad'])
    .where('discharge_id', '=', row.discharge_id ?? '')
    .orderBy('bad')
    .orderBy('position')
    .orderBy('id')
    .execute();
  return {
    calls: calls.map((call) => {
      const mine = call.user_id === ctx.actor.id;
      const number = call.dialled ?? '';
      return {
        id: call.id,
        round: call.round,
        startedAt: call.started_at,
        endedAt: call.ended_at,
        outcome: call.outcome,
        by: call.caller ?? '',
        mine,
        number: mine && call.ended_at === null ? number : maskPhone(number),
      };
    }),
    numbers: phones.map((phone) => ({ id: phone.id, number: maskPhone(phone.number), relation: phone.relation, bad: phone.bad === 1 })),
    missing: row.state === 'reviewed' ? await missingOf(ctx, row) : [],
  };
}
