/** Creates a finished interview to attach feedback to: one patient, discharge, draw and follow-up. */
import type { Context } from '../../../electron/core/base/context.ts';
import { currentQuestionnaire } from '../../../electron/core/questionnaires/versions.ts';

export interface SeededInterview {
  readonly interviewId: string;
  readonly followUpId: string;
  readonly dischargeId: string;
  readonly month: string;
}

export async function seedInterview(ctx: Context, departmentId: string, nurseId: string, month = '2026-10'): Promise<SeededInterview> {
  const { db, newId } = ctx;
  const patientId = newId();
  const dischargeId = newId();
  const batchId = newId();
  const drawId = newId();
  const followUpId = newId();
  const interviewId = newId();
  const { versionId } = await currentQuestionnaire(db);
  await db
    .insertInto('import_batch')
    .values({
      id: batchId,
      file_name: 'a.xlsx',
      file_sha256: '',
      at: ctx.now,
      user_id: nurseId,
      read_rows: 1,
      added: 1,
      changed: 0,
      unchanged: 0,
      duplicate: 0,
      rejected: 0,
      warned: 0,
      skipped: 0,
      undone_at: null,
    })
    .execute();
  await db.insertInto('patient').values({ id: patientId, patient_key: patientId }).execute();
  await db
    .insertInto('discharge')
    .values({
      id: dischargeId,
      stay_key: `Z${dischargeId}`,
      patient_id: patientId,
      import_batch_id: batchId,
      row_number: 2,
      content_hash: '',
      inpatient_number: `Z${dischargeId}`,
      medical_record_number: '',
      stay_count: null,
      name: '张桂兰',
      name_key: '张桂兰',
      pinyin: 'zgl',
      sex: 'female',
      birth_date: null,
      age_years: 67,
      age_text: '67岁',
      id_last4: '',
      id_hash: '',
      address: '',
      admission_date: null,
      discharge_date: `${month}-12`,
      month,
      department_id: departmentId,
      ward: '',
      doctor: '',
      nurse: '',
      diagnosis: '冠心病',
      icd10: 'I25.1',
      outcome: null,
      discharge_mode: null,
      death_doubt: '',
      death_looked_at: null,
      payment: '',
      cost_cents: null,
      revisit_date: null,
      remark: '',
      dialable: 1,
      updated_at: ctx.now,
    })
    .execute();
  await db
    .insertInto('phone')
    .values({
      id: ctx.newId(),
      discharge_id: dischargeId,
      position: 1,
      number: '13812345678',
      kind: 'mobile',
      extension: '',
      relation: '本人',
      bad: 0,
    })
    .execute();
  const { ordinal } = await db
    .selectFrom('draw')
    .select((eb) => eb.fn.countAll<number>().as('ordinal'))
    .executeTakeFirstOrThrow();
  await db
    .insertInto('draw')
    .values({
      id: drawId,
      month,
      ordinal: Number(ordinal) + 1,
      plan: '{}',
      algorithm: '',
      seed: '',
      frame_total: 1,
      frame_eligible: 1,
      frame_excluded: '{}',
      frame_hash: '',
      user_id: nurseId,
      at: ctx.now,
    })
    .execute();
  await db
    .insertInto('follow_up')
    .values({
      id: followUpId,
      draw_id: drawId,
      discharge_id: dischargeId,
      discharged_on: `${month}-12`,
      search_name: '张桂兰',
      search_initials: 'zgl',
      search_number: `Z${dischargeId}`,
      month,
      department_id: departmentId,
      stratum: '',
      nurse_id: nurseId,
      state: 'ended',
      disposition: 'completed',
      attempts: 1,
      contacted: 1,
      last_outcome: 'completed',
      last_attempt_at: ctx.now,
      next_at: null,
      appointment_at: null,
      held_by: null,
      held_until: null,
      ended_at: ctx.now,
      avoid_nurse_id: null,
    })
    .execute();
  await db
    .insertInto('interview')
    .values({
      id: interviewId,
      follow_up_id: followUpId,
      discharge_id: dischargeId,
      month,
      department_id: departmentId,
      questionnaire_version_id: versionId,
      nurse_id: nurseId,
      state: 'completed',
      version: 1,
      step: '',
      answerer: 'patient',
      relation: '',
      consent: 1,
      condition: '',
      revisit_date: null,
      started_at: ctx.now,
      finished_at: ctx.now,
      counted: 1,
      objections: 1,
      satisfied: 0,
    })
    .execute();
  return { interviewId, followUpId, dischargeId, month };
}
