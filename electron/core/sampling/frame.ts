/** The sampling frame of a month: its eligible discharges, and how many were left out for which reason. */
import { createHash } from 'node:crypto';
import type { FrameSummary, SamplePlan } from '../../../shared/contract/sampling.ts';
import { type ExclusionReason, exclusionReasons } from '../../../shared/contract/words.ts';
import { byCodeUnits } from '../../../shared/rules/sampling/codeUnitOrder.ts';
import type { FrameMember } from '../../../shared/rules/sampling/draw.ts';
import { exclusionOf, type FrameKnowledge } from '../../../shared/rules/sampling/exclusion.ts';
import { addCivilDays, civilDateOf, instantAt, lastDayOf } from '../../../shared/rules/time.ts';
import type { Db } from '../db/schema.ts';

export interface EligibleStay extends FrameMember {
  readonly dischargeId: string;
  readonly departmentId: string;
  readonly inpatientNumber: string;
}

export interface Frame {
  readonly summary: FrameSummary;
  /** Ordered by key (code units). */
  readonly members: readonly EligibleStay[];
  /** SHA-256, hex, over the sorted keys joined by line feeds. */
  readonly hash: string;
}

/** The one stratum of a simple random draw. */
const everyone = '全部';

export function frameHash(sortedKeys: readonly string[]): string {
  return createHash('sha256').update(sortedKeys.join('\n')).digest('hex');
}

function stays(db: Db, month: string) {
  return db
    .selectFrom('discharge')
    .innerJoin('department', 'department.id', 'discharge.department_id')
    .select([
      'discharge.id as dischargeId',
      'stay_key as key',
      'patient_id as patientId',
      'inpatient_number as inpatientNumber',
      'discharge_date as dischargeDate',
      'department_id as departmentId',
      'department.name as department',
      'department.sensitive as sensitiveDepartment',
      'ward',
      'outcome',
      'discharge_mode as dischargeMode',
      'dialable',
      'age_years as ageYears',
      'icd10',
      'diagnosis',
    ])
    .where('month', '=', month)
    .orderBy('discharge.id')
    .execute();
}

type StayRow = Awaited<ReturnType<typeof stays>>[number];

/** The last stay of each patient in the month; stays that end on one day are told apart by their keys. */
function latestStays(rows: readonly StayRow[]): Map<string, string> {
  const inOrder = rows.toSorted((a, b) => byCodeUnits(a.dischargeDate, b.dischargeDate) || byCodeUnits(a.key, b.key));
  return new Map(inOrder.map((row) => [row.patientId, row.dischargeId]));
}

async function interviewsAround(db: Db, month: string, days: number): Promise<FrameKnowledge['interviews']> {
  const from = instantAt(addCivilDays(`${month}-01`, -days), '00:00');
  const to = instantAt(addCivilDays(lastDayOf(month), days + 1), '00:00');
  const rows = await db
    .selectFrom('interview')
    .innerJoin('discharge', 'discharge.id', 'interview.discharge_id')
    .select(['discharge.patient_id', 'interview.discharge_id', 'interview.finished_at'])
    .where('interview.state', '!=', 'open')
    .where('interview.finished_at', '>=', from)
    .where('interview.finished_at', '<', to)
    .orderBy('interview.id')
    .execute();
  return Map.groupBy(
    rows.map((row) => ({ patientId: row.patient_id, dischargeId: row.discharge_id, date: civilDateOf(row.finished_at ?? from) })),
    (row) => row.patientId,
  );
}

async function knowledge(db: Db, rows: readonly StayRow[], plan: SamplePlan, ordinal: number): Promise<FrameKnowledge> {
  const listed = await db.selectFrom('do_not_call').select('patient_id').execute();
  const drawn = await db
    .selectFrom('follow_up')
    .innerJoin('draw', 'draw.id', 'follow_up.draw_id')
    .select('follow_up.discharge_id')
    .where('draw.month', '=', plan.month)
    .where('draw.ordinal', '<', ordinal)
    .execute();
  return {
    doNotCall: new Set(listed.map((row) => row.patient_id)),
    interviews: plan.recentDays > 0 ? await interviewsAround(db, plan.month, plan.recentDays) : new Map(),
    latestStay: latestStays(rows),
    sensitiveDepartments: new Set(rows.filter((row) => row.sensitiveDepartment === 1).map((row) => row.departmentId)),
    alreadyDrawn: new Set(drawn.map((row) => row.discharge_id)),
  };
}

/** Strata go by names, which mean the same on every machine, never by ids. */
function stratumOf(row: StayRow, plan: SamplePlan): string {
  if (plan.method === 'simple') return everyone;
  return plan.stratifyBy === 'ward' ? `${row.department} · ${row.ward || '未填病区'}` : row.department;
}

/** The frame as a draw with this ordinal would find it now; what earlier draws of the month took is left out. */
export async function buildFrame(db: Db, plan: SamplePlan, ordinal: number): Promise<Frame> {
  const rows = await stays(db, plan.month);
  const known = await knowledge(db, rows, plan, ordinal);
  const counts = new Map<ExclusionReason, number>();
  const members: EligibleStay[] = [];
  for (const row of rows) {
    const reason = exclusionOf({ ...row, dialable: row.dialable === 1 }, plan, known);
    if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    else
      members.push({
        key: row.key,
        stratum: stratumOf(row, plan),
        dischargeId: row.dischargeId,
        departmentId: row.departmentId,
        inpatientNumber: row.inpatientNumber,
      });
  }
  members.sort((a, b) => byCodeUnits(a.key, b.key));
  return {
    summary: {
      month: plan.month,
      total: rows.length,
      eligible: members.length,
      excluded: exclusionReasons.codes.map((reason) => ({ reason, count: counts.get(reason) ?? 0 })),
    },
    members,
    hash: frameHash(members.map((member) => member.key)),
  };
}
