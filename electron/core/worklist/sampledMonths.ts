/** Lists the months that have a sample. */

import type { Context } from '../base/context.ts';

/** Months with a sample, the newest first. */
export async function sampledMonths({ db }: Context): Promise<string[]> {
  const rows = await db.selectFrom('follow_up').select('month').distinct().orderBy('month', 'desc').execute();
  return rows.map((row) => row.month);
}
