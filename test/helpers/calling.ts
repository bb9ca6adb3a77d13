/** Inserts patients to call directly into the tables. */
import type { Context } from '../../electron/core/base/context.ts';
import { insertMany } from '../../electron/core/base/db/bulk.ts';
import type { Schema } from '../../electron/core/base/db/schema.ts';
import { initialsOf } from '../../electron/core/base/pinyin.ts';
import type { Client } from '../../electron/core/workstation.ts';
import { nameKeyOf } from '../../shared/discharges/rules/stay.ts';
import type { Interview } from '../../shared/interviews/contract/interview.ts';
import type { Staff, TestWorkstation } from './workstation.ts';

export interface Patient {
  readonly name?: string;
  readonly sex?: Schema['discharge']['sex'];
  readonly ageYears?: number | null;
  /** Names the person: several stays of one. */
  readonly person?: string;
  readonly departmentId?: string;
  readonly nurseId?: string | null;
  readonly dischargeDate?: string;
  readonly icd10?: string;
  readonly diagnosis?: string;
  readonly phones?: readonly string[];
  readonly revisitDate?: string;
  readonly month?: string;
  /** Not sampled: an earlier stay. */
  readonly notSampled?: boolean;
}

export interface Sampled {
  readonly followUpId: string;
  readonly dischargeId: string;
  readonly phoneIds: readonly string[];
}

/** Ends the call that somebody is in, so that the next can begin: nobody is in two at once. */
export async function hangUp({ calls }: Client): Promise<void> {
  for (const { followUpId, attemptId, mine } of await calls.runningCalls({}))
    if (mine) await calls.endCall({ followUpId, attemptId, outcome: 'refused', note: '挂断' });
}

async function insertRows<T extends keyof Schema & string>(ctx: Context, table: T, rows: readonly Schema[T][]): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const columns = Object.keys(first) as (keyof Schema[T] & string)[];
  await insertMany(
    ctx.db,
    table,
    columns,
    rows.map((row) => columns.map((column) => row[column])),
  );
}

async function parentRows(ctx: Context, month: string): Promise<{ batch: string; draw: string }> {
  const batch = ctx.newId();
  const draw = ctx.newId();
  const at = ctx.now;
  const counts = { read_rows: 0, added: 0, changed: 0, unchanged: 0, duplicate: 0, rejected: 0, warned: 0, skipped: 0 };
  await insertRows(ctx, 'import_batch', [
    { id: batch, file_name: 'test.xlsx', file_sha256: batch, at, user_id: 'u', ...counts, undone_at: null, source: null },
  ]);
  const frame = { frame_total: 0, frame_eligible: 0, frame_excluded: '[]', frame_hash: '' };
  const ordinal =
    Number(
      (
        await ctx.db
          .selectFrom('draw')
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    ) + 1;
  await insertRows(ctx, 'draw', [
    {
      id: draw,
      month,
      ordinal,
      plan: JSON.stringify({ month, size: 1 }),
      algorithm: 'test',
      seed: '',
      ...frame,
      user_id: 'u',
      at,
    },
  ]);
  return { batch, draw };
}

/** Adds discharges and, but for `notSampled`, follow-ups nobody has called yet. Defaults: 心血管内科, a week before 2026-11-10, open pool. */
export async function samplePatients(workstation: TestWorkstation, staff: Staff, patients: readonly Patient[]): Promise<Sampled[]> {
  return workstation.transaction(async (ctx) => {
    const { batch, draw } = await parentRows(ctx, patients[0]?.month ?? '2026-11');
    const persons = new Map<string, string>();
    const stays: Schema['discharge'][] = [];
    const phones: Schema['phone'][] = [];
    const followUps: Schema['follow_up'][] = [];
    const sampled = patients.map((patient, index): Sampled => {
      const dischargeId = ctx.newId();
      const followUpId = ctx.newId();
      const dischargeDate = patient.dischargeDate ?? '2026-11-03';
      const person = patient.person ?? dischargeId;
      if (!persons.has(person)) persons.set(person, `p-${person}`);
      const department_id = patient.departmentId ?? staff.departments.cardiology;
      const month = patient.month ?? '2026-11';
      stays.push({
        id: dischargeId,
        stay_key: dischargeId,
        patient_id: `p-${person}`,
        import_batch_id: batch,
        row_number: index,
        content_hash: '',
        inpatient_number: `ZY${dischargeId}`,
        medical_record_number: '',
        stay_count: 1,
        name: patient.name ?? `患者${index + 1}`,
        name_key: nameKeyOf(patient.name ?? ''),
        pinyin: initialsOf(patient.name ?? ''),
        sex: patient.sex ?? 'male',
        birth_date: null,
        age_years: patient.ageYears === undefined ? 63 : patient.ageYears,
        age_text: '63岁',
        id_last4: '',
        id_hash: '',
        address: '解放路 1 号',
        admission_date: '2026-10-27',
        discharge_date: dischargeDate,
        month: dischargeDate.slice(0, 7),
        department_id,
        ward: '一病区',
        doctor: '李主任',
        nurse: '',
        diagnosis: patient.diagnosis ?? '高血压病3级',
        icd10: patient.icd10 ?? 'I10.x00',
        outcome: 'improved',
        discharge_mode: '1',
        death_doubt: '',
        death_looked_at: null,
        payment: '城镇职工医保',
        cost_cents: null,
        revisit_date: patient.revisitDate ?? null,
        remark: '',
        dialable: 1,
        updated_at: ctx.now,
      });
      const numbers = patient.phones ?? [`138${String(index).padStart(8, '0')}`];
      const phoneIds = numbers.map((number, position) => {
        const id = ctx.newId();
        phones.push({
          id,
          discharge_id: dischargeId,
          position,
          number,
          kind: 'mobile',
          extension: '',
          relation: '本人',
          bad: 0,
          source: null,
        });
        return id;
      });
      if (!patient.notSampled)
        followUps.push({
          id: followUpId,
          draw_id: draw,
          discharge_id: dischargeId,
          discharged_on: dischargeDate,
          search_name: nameKeyOf(patient.name ?? ''),
          search_initials: initialsOf(patient.name ?? ''),
          search_number: dischargeId,
          month,
          department_id,
          stratum: department_id,
          nurse_id: patient.nurseId ?? null,
          state: 'open',
          disposition: null,
          attempts: 0,
          contacted: 0,
          last_outcome: null,
          last_attempt_at: null,
          next_at: null,
          appointment_at: null,
          held_by: null,
          held_until: null,
          ended_at: null,
          avoid_nurse_id: null,
        });
      return { followUpId, dischargeId, phoneIds };
    });
    const known = new Set((await ctx.db.selectFrom('patient').select('id').execute()).map((row) => row.id));
    const fresh = [...persons.values()].filter((id) => !known.has(id));
    await insertRows(
      ctx,
      'patient',
      fresh.map((id) => ({ id, patient_key: id })),
    );
    await insertRows(ctx, 'discharge', stays);
    await insertRows(ctx, 'phone', phones);
    await insertRows(ctx, 'follow_up', followUps);
    return sampled;
  });
}

/** The patient is on the line and agrees; the interview as it is then. */
export async function agreed({ interviews }: Pick<TestWorkstation['system'], 'interviews'>, interview: Interview): Promise<Interview> {
  const { version } = await interviews.saveProgress({
    interviewId: interview.id,
    requestId: `agreed ${interview.id} ${interview.version}`,
    expectedVersion: interview.version,
    answerer: 'patient',
    consent: true,
  });
  return { ...interview, version, answerer: 'patient', consent: true };
}
