/** Ends follow-ups that nobody may call any more, so that they are not handed out again and again. */

import type { Disposition } from '../../../shared/base/contract/words.ts';
import { endedWithoutCall } from '../../../shared/worklist/rules/attempts.ts';
import type { Context } from '../base/context.ts';
import type { Schema } from '../base/db/schema.ts';
import { finishable, finishInterview, leaveUnkept } from '../interviews/index.ts';
import { endedTries, reachOf } from '../worklist/index.ts';

/**
 * Ends a follow-up without a call. What was answered before stays and counts as a broken-off interview, its opinions are registered;
 * a refusal stays a refusal. Answers how it ended.
 */
export async function endWithoutCall(ctx: Context, followUpId: string, why: Disposition): Promise<Disposition> {
  const begun = await ctx.db
    .selectFrom('interview')
    .selectAll()
    .where('follow_up_id', '=', followUpId)
    .where('state', '=', 'open')
    .executeTakeFirst();
  const ending = begun && (await leaveUnkept(ctx, await finishable(ctx, begun), ctx.now));
  const disposition = endedWithoutCall(await endedTries(ctx.db, followUpId), why, (ending?.answers.size ?? 0) > 0);
  await ctx.db
    .updateTable('follow_up')
    .set({
      state: 'ended',
      disposition,
      ended_at: ctx.now,
      next_at: null,
      appointment_at: null,
      held_by: null,
      held_until: null,
    })
    .where('id', '=', followUpId)
    .execute();
  if (ending) await finishInterview(ctx, ending, 'partial');
  return disposition;
}

/** Ends an open follow-up that is in no call where nobody may call the patient; whether it ended. */
export async function endWhereNobodyMayCall(ctx: Context, followUp: Pick<Schema['follow_up'], 'id' | 'discharge_id'>): Promise<boolean> {
  const { barred } = await reachOf(ctx, followUp.discharge_id);
  if (barred === null) return false;
  const disposition = await endWithoutCall(ctx, followUp.id, barred);
  ctx.audit('calling.endWithoutCall', followUp.id, { disposition });
  ctx.changed('followUps', 'numbers', 'interviews');
  return true;
}
