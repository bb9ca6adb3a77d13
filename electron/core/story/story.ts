/** One discharge with everything that happened before and after it, limited to what the reader may see. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { doNotCallWhys, followUpWord } from '../../../shared/base/contract/words.ts';
import { hidePhones, maskPhone } from '../../../shared/base/rules/phones.ts';
import { isSensitiveDiagnosis } from '../../../shared/base/rules/sensitive.ts';
import { civilDateOf } from '../../../shared/base/rules/time.ts';
import type { DischargeStory, StoryOther } from '../../../shared/story/contract/story.ts';
import type { Context } from '../base/context.ts';
import type { Db, Schema } from '../base/db/schema.ts';
import type { Input, Output } from '../base/door.ts';
import { lookOfNurse } from '../discharges/index.ts';
import { storedStays } from '../import/index.ts';
import { inForce } from '../worklist/index.ts';
import { casesOf } from './cases.ts';
import { drawsOf } from './draws.ts';
import { followUpOf, interviewOf } from './followUp.ts';
import { importsOf } from './imports.ts';

/** A number that hundreds of patients have is a placeholder, not a family. */
const othersAtMost = 50;

function others(db: Db) {
  return db
    .selectFrom('discharge')
    .innerJoin('department', 'department.id', 'discharge.department_id')
    .leftJoin('follow_up', 'follow_up.discharge_id', 'discharge.id')
    .select(['discharge.id', 'discharge.patient_id', 'discharge.name', 'diagnosis', 'discharge_date as dischargeDate'])
    .select(['department.name as department', 'follow_up.state', 'follow_up.disposition', 'follow_up.attempts'])
    .orderBy('discharge.discharge_date', 'desc')
    .orderBy('discharge.id', 'desc')
    .limit(othersAtMost);
}

type Other = Awaited<ReturnType<ReturnType<typeof others>['execute']>>[number];

const otherInWords = ({ id, name, department, diagnosis, dischargeDate, state, disposition, attempts }: Other): StoryOther => ({
  id,
  name,
  department,
  diagnosis,
  dischargeDate,
  followUp: state === null ? null : followUpWord({ disposition, state, attempts: attempts ?? 0 }),
});

async function samePhone(db: Db, row: Schema['discharge'], numbers: readonly string[]): Promise<StoryOther[]> {
  if (numbers.length === 0) return [];
  const found = await others(db)
    .where('discharge.id', 'in', (eb) =>
      eb
        .selectFrom('phone')
        .select('phone.discharge_id')
        .where('phone.number', 'in', [...numbers]),
    )
    .where('discharge.patient_id', '!=', row.patient_id)
    .execute();
  const latest = new Map(found.toReversed().map((other) => [other.patient_id, other]));
  return [...latest.values()].toReversed().map(otherInWords);
}

/** @throws Refusal NOT_FOUND, LOOK_NEEDS_REASON, TOO_MANY_LOOKS */
export async function story(ctx: Context, { id, reason }: Input<'story', 'get'>): Promise<DischargeStory> {
  const { db } = ctx;
  const stored = (await storedStays(db, [id])).get(id);
  if (!stored) throw new Refusal('NOT_FOUND', { what: '出院记录' });
  const look = await lookOfNurse(ctx, id, 'story', reason);
  const { row, phones } = stored;
  const departments = await db.selectFrom('department').select(['id', 'name', 'sensitive']).execute();
  const names = new Map(departments.map((department) => [department.id, department.name]));
  const refused = await inForce(db.selectFrom('do_not_call_entry').select(['why', 'note', 'at']), civilDateOf(ctx.now))
    .where('patient_id', '=', row.patient_id)
    .orderBy('at')
    .orderBy('id')
    .executeTakeFirst();
  const followUp = await followUpOf(ctx, id);
  ctx.audit('discharges.viewStory', id, look);
  return {
    stay: {
      id,
      name: row.name,
      sex: row.sex,
      birthDate: row.birth_date,
      ageText: row.age_text,
      idLast4: row.id_last4,
      address: row.address,
      inpatientNumber: row.inpatient_number,
      medicalRecordNumber: row.medical_record_number,
      stayCount: row.stay_count,
      admissionDate: row.admission_date,
      dischargeDate: row.discharge_date,
      month: row.month,
      department: names.get(row.department_id) ?? '',
      sensitive:
        isSensitiveDiagnosis(row.icd10, row.diagnosis) ||
        departments.some((department) => department.id === row.department_id && department.sensitive === 1),
      ward: row.ward,
      doctor: row.doctor,
      nurse: row.nurse,
      diagnosis: row.diagnosis,
      icd10: row.icd10,
      outcome: row.outcome,
      dischargeMode: row.discharge_mode,
      payment: row.payment,
      costCents: row.cost_cents,
      revisitDate: row.revisit_date,
      remark: hidePhones(row.remark),
      doNotCall: refused ? { reason: refused.why === 'other' ? refused.note : doNotCallWhys.zh[refused.why], at: refused.at } : null,
    },
    phones: phones.map(({ number, kind, extension, relation, bad }) => ({
      number: maskPhone(number),
      kind,
      extension,
      relation,
      bad: bad === 1,
    })),
    imports: await importsOf(db, stored, names),
    draws: await drawsOf(db, row),
    followUp: followUp?.shown ?? null,
    interview: await interviewOf(ctx, id, followUp?.nurseId),
    cases: await casesOf(ctx, id),
    stays: (await others(db).where('discharge.patient_id', '=', row.patient_id).where('discharge.id', '!=', id).execute()).map(
      otherInWords,
    ),
    samePhone: await samePhone(
      db,
      row,
      phones.map((phone) => phone.number),
    ),
  };
}

/** @throws Refusal NOT_FOUND, LOOK_NEEDS_REASON, TOO_MANY_LOOKS */
export async function showPhones(ctx: Context, { id, reason }: Input<'story', 'showPhones'>): Promise<Output<'story', 'showPhones'>> {
  const stored = (await storedStays(ctx.db, [id])).get(id);
  if (!stored) throw new Refusal('NOT_FOUND', { what: '出院记录' });
  const look = await lookOfNurse(ctx, id, 'numbers', reason);
  ctx.audit('discharges.showPhones', id, look);
  return { numbers: stored.phones.map((phone) => phone.number) };
}
