/** Lists open follow-ups that may be called on paper, with the last sheet printed for each. */

import { maskPhone } from '../../../shared/base/rules/phones.ts';
import type { PaperRow } from '../../../shared/paper/contract/paper.ts';
import type { Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import type { Input } from '../base/door.ts';
import { dialsOf } from '../worklist/index.ts';

const most = 2_000;

/** The sheet printed last for each follow-up. */
export async function lastSheets(
  db: Db,
  followUpIds: readonly string[],
): Promise<Map<string, { sheet: PaperRow['sheet'] & object; versionId: string; attempts: number }>> {
  if (followUpIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('paper_sheet')
    .leftJoin('app_user', 'app_user.id', 'paper_sheet.user_id')
    .selectAll('paper_sheet')
    .select('app_user.name as by')
    .where('follow_up_id', 'in', followUpIds)
    .orderBy('at')
    .orderBy('paper_sheet.id')
    .execute();
  return new Map(
    rows.map((row) => [
      row.follow_up_id,
      {
        sheet: { id: row.id, number: row.number, at: row.at, by: row.by ?? '系统' },
        versionId: row.questionnaire_version_id,
        attempts: row.attempts,
      },
    ]),
  );
}

export async function paperList(ctx: Context, { scope }: Input<'paper', 'paperList'>): Promise<PaperRow[]> {
  const { db, actor } = ctx;
  let open = db
    .selectFrom('follow_up')
    .innerJoin('discharge', 'discharge.id', 'follow_up.discharge_id')
    .innerJoin('department', 'department.id', 'discharge.department_id')
    .leftJoin('app_user as nurse', 'nurse.id', 'follow_up.nurse_id')
    .leftJoin('app_user as holder', (join) => join.onRef('holder.id', '=', 'follow_up.held_by').on('follow_up.held_until', '>=', ctx.now))
    .where('follow_up.state', '=', 'open');
  if (actor.role === 'nurse') {
    const own = scope === 'mine';
    open = open.where((eb) =>
      own
        ? eb('follow_up.nurse_id', '=', actor.id)
        : eb.or([eb('follow_up.nurse_id', 'is', null), eb('follow_up.nurse_id', '=', actor.id)]),
    );
  }
  const rows = await open
    .select([
      'follow_up.id as followUpId',
      'discharge.name',
      'discharge.sex',
      'discharge.age_text as ageText',
      'discharge.inpatient_number as inpatientNumber',
      'department.name as department',
      'discharge.ward',
      'discharge.discharge_date as dischargeDate',
      'discharge.id as dischargeId',
      dialsOf.as('attempts'),
      'follow_up.appointment_at as appointmentAt',
      'nurse.name as nurse',
      'holder.name as heldBy',
    ])
    .orderBy('department.name')
    .orderBy('discharge.ward')
    .orderBy('discharge.discharge_date')
    .orderBy('follow_up.id')
    .limit(most)
    .execute();
  const sheets = await lastSheets(
    db,
    rows.map((row) => row.followUpId),
  );
  const phones = await firstNumbers(
    db,
    rows.map((row) => row.dischargeId),
  );
  return rows.map(({ dischargeId, ...row }) => ({
    ...row,
    phone: maskPhone(phones.get(dischargeId) ?? ''),
    sheet: sheets.get(row.followUpId)?.sheet ?? null,
  }));
}

/** The number tried first of each stay. */
async function firstNumbers(db: Db, dischargeIds: readonly string[]): Promise<Map<string, string>> {
  if (dischargeIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('phone')
    .select(['discharge_id', 'number'])
    .where('discharge_id', 'in', dischargeIds)
    .where('bad', '=', 0)
    .orderBy('position', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.discharge_id, row.number]));
}
