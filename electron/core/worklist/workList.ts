/** Reads the work list for the nurse. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { surnameOnly } from '../../../shared/base/rules/names.ts';
import { maskPhone } from '../../../shared/base/rules/phones.ts';
import { isSensitiveDiagnosis } from '../../../shared/base/rules/sensitive.ts';
import { civilDateOf, civilDaysBetween } from '../../../shared/base/rules/time.ts';
import type { QueueRow } from '../../../shared/worklist/contract/workList.ts';
import { contactWindow } from '../../../shared/worklist/rules/attempts.ts';
import type { Context } from '../base/context.ts';
import type { Db } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { readSettings } from '../base/settings.ts';
import { dialsOf } from './attemptsMade.ts';
import { queueCounts, queuePage, select } from './queue.ts';
import { queueChangesAt } from './queueChange.ts';
import { groupsInOrder } from './queueGroups.ts';

/** First number of each discharge that may be dialled, masked; the first of all where every one is bad. */
export async function maskedPhones(db: Db, dischargeIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('phone')
    .select(['discharge_id', 'number', 'id'])
    .where('discharge_id', 'in', dischargeIds)
    .orderBy('discharge_id')
    .orderBy('bad', 'desc')
    .orderBy('position', 'desc')
    .orderBy('id')
    .execute();
  return new Map(rows.map((row) => [row.discharge_id, maskPhone(row.number)]));
}

/** A list is read by whoever passes the desk; the call itself shows the sensitive diagnosis to the one nurse in it. */
function listedDiagnosis({ icd10, diagnosis }: { readonly icd10: string; readonly diagnosis: string }): string {
  return isSensitiveDiagnosis(icd10, diagnosis) ? '敏感诊断' : diagnosis;
}

function followUps(db: Db, ids: readonly string[]) {
  return db
    .selectFrom('follow_up')
    .innerJoin('discharge', 'discharge.id', 'follow_up.discharge_id')
    .innerJoin('department', 'department.id', 'follow_up.department_id')
    .leftJoin('app_user as nurse', 'nurse.id', 'follow_up.nurse_id')
    .leftJoin('app_user as holder', 'holder.id', 'follow_up.held_by')
    .select([
      'follow_up.id',
      'follow_up.discharge_id',
      dialsOf.as('attempts'),
      'follow_up.contacted',
      'follow_up.last_outcome',
      'follow_up.last_attempt_at',
      'follow_up.next_at',
      'follow_up.appointment_at',
      'follow_up.nurse_id',
      'follow_up.held_by',
      'follow_up.held_until',
      'discharge.name',
      'discharge.sex',
      'discharge.age_text',
      'discharge.discharge_date',
      'discharge.diagnosis',
      'discharge.icd10',
      'department.name as department',
      'nurse.name as nurse_name',
      'holder.name as holder_name',
    ])
    .where('follow_up.id', 'in', ids)
    .orderBy('follow_up.id')
    .execute();
}

/** @throws Refusal FORBIDDEN where the director looks for a person */
export async function workList(ctx: Context, input: Input<'worklist', 'workList'>): Promise<Output<'worklist', 'workList'>> {
  const settings = await readSettings(ctx.db);
  const { actor, now } = ctx;
  const { month, departmentId, whose, window, group } = input;
  const search = input.search || undefined;
  // The director follows the work; who it is, how to reach them and what they have is for those who call.
  const whole = actor.role !== 'director';
  if (search && !whole) throw new Refusal('FORBIDDEN');
  const ownOnly = actor.role === 'nurse' || (actor.role === 'supervisor' && input.scope === 'mine');
  const nurseId = ownOnly ? actor.id : undefined;
  const selection = await select(ctx, settings, { month, departmentId, whose, window, search, nurseId });
  const counts = await queueCounts(ctx, selection);
  const groups = group ? [group] : groupsInOrder;
  const rows = await queuePage(ctx, selection, counts, groups, input);
  const page = {
    total: groups.reduce((sum, each) => sum + counts[each], 0),
    counts,
    now,
    changesAt: await queueChangesAt(ctx, settings, nurseId),
  };
  if (rows.length === 0) return { ...page, rows: [] };
  const found = await followUps(
    ctx.db,
    rows.map((row) => row.id),
  );
  const byId = new Map(found.map((row) => [row.id, row]));
  const phones = await maskedPhones(
    ctx.db,
    found.map((row) => row.discharge_id),
  );
  const today = civilDateOf(now);
  return {
    ...page,
    rows: rows.flatMap(({ id, group }): QueueRow[] => {
      const row = byId.get(id);
      if (!row) return [];
      const held = row.held_by !== null && (row.held_until ?? '') >= now;
      return [
        {
          followUpId: id,
          group,
          dueAt: row.appointment_at ?? row.next_at,
          window: contactWindow({ dischargeDate: row.discharge_date, contacted: row.contacted === 1 }, now, settings),
          name: whole ? row.name : surnameOnly(row.name),
          sex: row.sex,
          ageText: row.age_text,
          department: row.department,
          dischargeDate: row.discharge_date,
          daysSince: civilDaysBetween(row.discharge_date, today),
          diagnosis: whole ? listedDiagnosis(row) : '',
          lastOutcome: row.last_outcome,
          lastAttemptAt: row.last_attempt_at,
          attempts: row.attempts,
          phone: whole ? (phones.get(row.discharge_id) ?? '') : '',
          nurseName: row.nurse_name,
          heldBy: held ? row.holder_name : null,
          mine: row.nurse_id === actor.id || (held && row.held_by === actor.id),
        },
      ];
    }),
  };
}
