/** Creates follow-ups from drawn discharges, with no calls yet. */

import { insertMany } from '../base/db/bulk.ts';
import type { Db } from '../base/db/schema.ts';
import { takeDischargeKeys } from '../discharges/index.ts';

export interface FollowUpStart {
  readonly id: string;
  readonly drawId: string;
  readonly dischargeId: string;
  readonly month: string;
  readonly departmentId: string;
  readonly stratum: string;
  /** Null leaves it in the open pool. */
  readonly nurseId: string | null;
}

export async function startFollowUps(db: Db, starts: readonly FollowUpStart[]): Promise<void> {
  await insertMany(
    db,
    'follow_up',
    ['id', 'draw_id', 'discharge_id', 'month', 'department_id', 'stratum', 'nurse_id', 'state', 'attempts', 'contacted'],
    starts.map((start) => [
      start.id,
      start.drawId,
      start.dischargeId,
      start.month,
      start.departmentId,
      start.stratum,
      start.nurseId,
      'open',
      0,
      0,
    ]),
  );
  await takeDischargeKeys(
    db,
    starts.map((start) => start.dischargeId),
  );
}
