/** Lists calls that required a reason: outside the calling hours (domain §5), and last tries before they were due. */

import { attemptOutcomes } from '../../../shared/base/contract/words.ts';
import { callingHours } from '../../../shared/worklist/rules/attempts.ts';
import { type Context, systemActor } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';
import { readSettings } from '../base/settings.ts';
import { sampledMonths } from '../worklist/index.ts';

const most = 1_000;

/** The newest first. Whether a call was outside the hours is judged by the hours that hold now. */
export async function exceptionalCalls(
  ctx: Context,
  input: Input<'calls', 'exceptionalCalls'>,
): Promise<Output<'calls', 'exceptionalCalls'>> {
  const months = await sampledMonths(ctx);
  const month = input.month ?? months[0] ?? null;
  const settings = await readSettings(ctx.db);
  const rows = await ctx.db
    .selectFrom('attempt')
    .innerJoin('follow_up', 'follow_up.id', 'attempt.follow_up_id')
    .innerJoin('discharge', 'discharge.id', 'follow_up.discharge_id')
    .innerJoin('department', 'department.id', 'discharge.department_id')
    .leftJoin('app_user', 'app_user.id', 'attempt.nurse_id')
    .select(['attempt.id', 'attempt.started_at', 'attempt.outcome', 'attempt.off_hours_reason'])
    .select(['discharge.name', 'department.name as department', 'app_user.name as nurse'])
    .where('follow_up.month', '=', month ?? '')
    .where('attempt.off_hours_reason', '!=', '')
    .orderBy('attempt.started_at', 'desc')
    .orderBy('attempt.id', 'desc')
    .limit(most)
    .execute();
  return {
    month,
    months,
    rows: rows.map((row) => ({
      attemptId: row.id,
      startedAt: row.started_at,
      outsideHours: !callingHours(row.started_at, settings).open,
      name: row.name,
      department: row.department,
      nurse: row.nurse ?? systemActor.name,
      reason: row.off_hours_reason,
      outcome: row.outcome ? attemptOutcomes.zh[row.outcome] : '通话中',
    })),
  };
}
