/** Follow-ups that nobody may call any more: they end where everybody sees it. */
import type { Disposition } from '../../../shared/contract/words.ts';
import type { Context } from '../context.ts';
import { finishable, finishInterview } from './finish.ts';

/** Ends a follow-up without a call. What was answered before stays and counts as a broken-off interview, its opinions are registered. */
export async function endWithoutCall(ctx: Context, followUpId: string, disposition: Disposition): Promise<void> {
  const begun = await ctx.db
    .selectFrom('interview')
    .selectAll()
    .where('follow_up_id', '=', followUpId)
    .where('state', '=', 'open')
    .executeTakeFirst();
  const ending = begun && (await finishable(ctx, begun));
  const answered = (ending?.answers.size ?? 0) > 0;
  await ctx.db
    .updateTable('follow_up')
    .set({
      state: 'ended',
      disposition: answered ? 'partial' : disposition,
      ended_at: ctx.now,
      next_at: null,
      appointment_at: null,
      held_by: null,
      held_until: null,
    })
    .where('id', '=', followUpId)
    .execute();
  if (ending) await finishInterview(ctx, ending, 'partial');
}
