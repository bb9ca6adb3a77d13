/** Periods in which a user's log-in was closed, read from the audit log. */
import type { Db } from '../base/db/schema.ts';

export interface ClosedTime {
  readonly from: string;
  /** Null while it lasts. */
  readonly until: string | null;
}

/** The oldest first. A log-in that is closed, and of whose closing the log says nothing any more, was always closed. */
export async function closedTimesOf(db: Db, userId: string): Promise<ClosedTime[]> {
  const user = await db.selectFrom('app_user').select('active').where('id', '=', userId).executeTakeFirst();
  const lines = await db
    .selectFrom('audit')
    .select(['at', 'detail'])
    .where('action', '=', 'accounts.updateUser')
    .where('subject', '=', userId)
    .orderBy('seq')
    .execute();
  const times: ClosedTime[] = [];
  let from: string | null = null;
  for (const { at, detail } of lines) {
    const { active } = JSON.parse(detail) as { readonly active?: boolean };
    if (active === false) from ??= at;
    else if (from !== null) {
      times.push({ from, until: at });
      from = null;
    }
  }
  if (user?.active === 0) times.push({ from: from ?? '', until: null });
  return times;
}
