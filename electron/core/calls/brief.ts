/** All that the call screen shows about one patient; whole identity, so only for the nurse who holds the follow-up. */

import { Refusal } from '../../../shared/base/contract/errors.ts';
import { treatmentOutcomes } from '../../../shared/base/contract/words.ts';
import { isSensitiveDiagnosis } from '../../../shared/base/rules/sensitive.ts';
import { civilDateOf, civilDaysBetween, stayDays } from '../../../shared/base/rules/time.ts';
import type { Brief } from '../../../shared/interviews/contract/brief.ts';
import { consentToRelative, greetingTo, spokenTexts } from '../../../shared/interviews/rules/spokenTexts.ts';
import { chooseGuidance } from '../../../shared/questionnaires/rules/guidance.ts';
import { spokenDate, type TemplateValues, titleOf } from '../../../shared/questionnaires/rules/templates.ts';
import { callingHours } from '../../../shared/worklist/rules/attempts.ts';
import { hospitalName } from '../accounts/index.ts';
import { auditView } from '../base/auditView.ts';
import type { Context } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import type { Input } from '../base/door.ts';
import { readSettings } from '../base/settings.ts';
import { interviewOf, readInterview } from '../interviews/index.ts';
import { currentQuestionnaire, questionnaireOf } from '../questionnaires/index.ts';
import { heldFollowUp, lastTryOf } from '../worklist/index.ts';

type Discharge = Schema['discharge'];

/** Other stays of the same person, newest first, with what was said and what became of it. */
async function historyOf(db: Db, stay: Discharge): Promise<Brief['history']> {
  const stays = await db
    .selectFrom('discharge')
    .innerJoin('department', 'department.id', 'discharge.department_id')
    .leftJoin('interview', (join) => join.onRef('interview.discharge_id', '=', 'discharge.id').on('interview.state', '!=', 'open'))
    .select(['discharge.id', 'discharge.month', 'department.name as department', 'interview.satisfied'])
    .where('discharge.patient_id', '=', stay.patient_id)
    .where('discharge.id', '!=', stay.id)
    .orderBy('discharge.discharge_date', 'desc')
    .orderBy('discharge.id', 'desc')
    .limit(10)
    .execute();
  if (stays.length === 0) return [];
  const cases = await db
    .selectFrom('feedback')
    .select((eb) => [
      'feedback.id',
      'feedback.discharge_id',
      'feedback.text',
      'feedback.state',
      eb
        .selectFrom('reply')
        .select('reply.verdict')
        .whereRef('reply.feedback_id', '=', 'feedback.id')
        .orderBy('reply.at', 'desc')
        .orderBy('reply.id', 'desc')
        .limit(1)
        .as('verdict'),
    ])
    .where(
      'feedback.discharge_id',
      'in',
      stays.map((row) => row.id),
    )
    .where('feedback.state', '!=', 'draft')
    .orderBy('feedback.created_at')
    .orderBy('feedback.id')
    .execute();
  const byStay = Map.groupBy(cases, (row) => row.discharge_id);
  return stays.map((row) => ({
    month: row.month,
    department: row.department,
    satisfied: row.satisfied === null ? null : row.satisfied === 1,
    feedback: (byStay.get(row.id) ?? []).map(({ text, state, verdict }) => ({ text, state, verdict })),
  }));
}

/** Other patients reached under one of these numbers. */
async function samePhone(db: Db, stay: Discharge, numbers: readonly string[]): Promise<Brief['samePhone']> {
  if (numbers.length === 0) return [];
  const rows = await db
    .selectFrom('phone')
    .innerJoin('discharge', 'discharge.id', 'phone.discharge_id')
    .innerJoin('department', 'department.id', 'discharge.department_id')
    .select(['discharge.id', 'discharge.patient_id', 'discharge.name', 'department.name as department', 'discharge.month'])
    .where('phone.number', 'in', numbers)
    .where('discharge.patient_id', '!=', stay.patient_id)
    .orderBy('discharge.discharge_date', 'desc')
    .orderBy('discharge.id')
    .limit(50)
    .execute();
  const newest = new Map(rows.toReversed().map((row) => [row.patient_id, row]));
  return [...newest.values()].toReversed().map(({ name, department, month }) => ({ name, department, month }));
}

function attemptsOf(db: Db, followUpId: string) {
  return db
    .selectFrom('attempt')
    .leftJoin('app_user', 'app_user.id', 'attempt.nurse_id')
    .select([
      'attempt.id',
      'ordinal',
      'attempt.phone_id',
      'started_at',
      'answered_at',
      'ended_at',
      'outcome',
      'note',
      'incoming',
      'attempt.nurse_id',
      'app_user.name as nurse_name',
    ])
    .where('follow_up_id', '=', followUpId)
    .orderBy('ordinal')
    .execute();
}

/** @throws Refusal NOT_HELD, FOLLOW_UP_ENDED, NOT_FOUND, NO_QUESTIONNAIRE */
export async function brief(ctx: Context, { followUpId }: Input<'calls', 'brief'>): Promise<Brief> {
  const { db, now } = ctx;
  const followUp = await heldFollowUp(ctx, followUpId);
  const settings = await readSettings(db);
  const stay = await db.selectFrom('discharge').selectAll().where('id', '=', followUp.discharge_id).executeTakeFirst();
  const department = await db
    .selectFrom('department')
    .selectAll()
    .where('id', '=', stay?.department_id ?? '')
    .executeTakeFirst();
  if (!stay || !department) throw new Refusal('NOT_FOUND', { what: '出院记录' });
  const phones = await db
    .selectFrom('phone')
    .select(['id', 'number', 'kind', 'extension', 'relation', 'bad'])
    .where('discharge_id', '=', stay.id)
    .orderBy('position')
    .orderBy('id')
    .execute();
  const attempts = await attemptsOf(db, followUpId);
  const interview = await interviewOf(db, followUpId);
  const questionnaire = interview ? await questionnaireOf(db, interview.questionnaire_version_id) : await currentQuestionnaire(db);
  const title = titleOf(stay.sex, stay.age_years);
  const sensitive = department.sensitive === 1 || isSensitiveDiagnosis(stay.icd10, stay.diagnosis);
  const values: TemplateValues = {
    hospital: (await hospitalName(db)) ?? '',
    name: stay.name,
    title,
    department: department.name,
    dischargeDate: spokenDate(stay.discharge_date),
    doctor: stay.doctor || '您的主管医生',
    nurse: ctx.actor.name,
  };
  const secrets = { names: [department.name, stay.ward, stay.doctor, stay.diagnosis], sensitive };
  const shown: Brief = {
    followUp: {
      id: followUp.id,
      month: followUp.month,
      state: followUp.state,
      disposition: followUp.disposition,
      attempts: attempts.filter((row) => row.ended_at !== null && row.incoming === 0).length,
      maxAttempts: settings.maxAttempts,
      appointmentAt: followUp.appointment_at,
      heldUntil: followUp.held_until,
    },
    patient: {
      name: stay.name,
      title,
      sex: stay.sex,
      ageText: stay.age_text,
      address: stay.address,
      phones: phones.map((phone) => ({ ...phone, bad: phone.bad === 1 })),
    },
    stay: {
      inpatientNumber: stay.inpatient_number,
      departmentId: department.id,
      department: department.name,
      ward: stay.ward,
      doctor: stay.doctor,
      admissionDate: stay.admission_date,
      dischargeDate: stay.discharge_date,
      days: stayDays(stay.admission_date, stay.discharge_date),
      daysSince: civilDaysBetween(stay.discharge_date, civilDateOf(now)),
      diagnosis: stay.diagnosis,
      icd10: stay.icd10,
      outcome: stay.outcome ? treatmentOutcomes.zh[stay.outcome] : '',
      payment: stay.payment,
      revisitDate: stay.revisit_date,
      remark: stay.remark,
      ageYears: stay.age_years,
    },
    history: await historyOf(db, stay),
    attempts: attempts.map((row) => ({
      id: row.id,
      ordinal: row.ordinal,
      phoneId: row.phone_id,
      startedAt: row.started_at,
      answeredAt: row.answered_at,
      endedAt: row.ended_at,
      outcome: row.outcome,
      note: row.note,
      nurseName: row.nurse_name ?? '',
      incoming: row.incoming === 1,
    })),
    // A call left open by a colleague is dialled anew, not continued.
    openAttemptId: attempts.find((row) => row.ended_at === null && row.nurse_id === ctx.actor.id)?.id ?? null,
    samePhone: await samePhone(
      db,
      stay,
      phones.map((phone) => phone.number),
    ),
    sensitive,
    recordingNotice: settings.recordingNotice,
    callingHours: callingHours(now, settings),
    lastTry: await lastTryOf(ctx, followUp, settings),
    questionnaire,
    texts: spokenTexts(questionnaire.content.scripts, values, secrets),
    consentToRelative: consentToRelative(questionnaire.content.scripts, values),
    greetings: Object.fromEntries(
      phones.map(({ id, relation }) => [id, greetingTo(relation, questionnaire.content.scripts, values, secrets)]),
    ),
    guidance: chooseGuidance(questionnaire.content.guidance, { icd10: stay.icd10, department: department.name }),
    interview: interview ? await readInterview(db, interview) : null,
  };
  auditView(ctx, 'calling.viewIdentity', followUpId);
  return shown;
}
